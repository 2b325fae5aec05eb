"""Names of the months in the languages that pages are written in."""

from __future__ import annotations

_LANGUAGES = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber marz april mai juni juli august september oktober november december
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
január február marec apríl máj jún júl august september október november december
január február március április május június július augusztus szeptember október november december
januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
януари февруари март април май юни юли август септември октомври ноември декември
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
januari februari maret april mei juni juli agustus september oktober november desember
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
"""One language a line, in the grammatical case in which a date names the month. No two languages give one name to two
months."""
_SHORT = {"sept": 9, "mrz": 3, "май": 5}
"""Abbreviations that are not the first letters of a name, or not in every language."""
_SHORTEST = 3
"""Letters of the shortest abbreviation."""

_FULL = {
    name: number for line in _LANGUAGES.split("\n") for number, name in enumerate(line.split(), start=1)
}  # fmt: skip


def _abbreviations() -> dict[str, int]:
    """Collect the first three or four letters of names that mean one month in every language."""
    means: dict[str, set[int]] = {}
    for name, number in _FULL.items():
        for length in (_SHORTEST, _SHORTEST + 1):
            means.setdefault(name[:length], set()).add(number)
    return {short: numbers.pop() for short, numbers in means.items() if len(numbers) == 1}


MONTHS = {**_abbreviations(), **_SHORT, **_FULL}
"""The number of a month by its name or its abbreviation, in lower case."""
