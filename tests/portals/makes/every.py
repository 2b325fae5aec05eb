"""All makes by name, served together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from seeds.config.catalogue import HERE as OWN_SEEDS
from tests.portals import serving
from tests.portals.makes.aspnet import AspNet
from tests.portals.makes.dotnetnuke import DotNetNuke
from tests.portals.makes.joomla import Joomla
from tests.portals.makes.liferay import Liferay
from tests.portals.makes.nukeviet import NukeViet
from tests.portals.makes.portal import MadePortal
from tests.portals.makes.sharepoint import SharePoint, TanDan
from tests.portals.makes.sitemap_only import SitemapOnly
from tests.portals.makes.wordpress import WordPress

MAKES: Mapping[str, type[MadePortal]] = {
    "sharepoint": SharePoint,
    "tandan": TanDan,
    "aspnet": AspNet,
    "liferay": Liferay,
    "wordpress": WordPress,
    "nukeviet": NukeViet,
    "joomla": Joomla,
    "dotnetnuke": DotNetNuke,
    "sitemap": SitemapOnly,
}


@dataclass(frozen=True)
class ServedMake:
    """A generated portal that is being served."""

    portal: MadePortal
    served: serving.RunningPortal


@contextmanager
def serve(*names: str, articles: int, seed: int = 1, lures: bool = True) -> Iterator[dict[str, ServedMake]]:
    """Serves portals of the named makes, with so many articles each, at free ports until the block ends."""
    with ExitStack() as stack:
        portals = {name: MAKES[name](articles, seed, lures) for name in names}
        yield {
            name: ServedMake(portal, stack.enter_context(serving.serve(name, portal.create_app)))
            for name, portal in portals.items()
        }


def write_seeds(folder: Path, portals: Mapping[str, ServedMake]) -> Path:
    """A seeds folder with tinhuy's own platform files and the portals' site files."""
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    if not (folder / "platforms").exists():
        (folder / "platforms").symlink_to(OWN_SEEDS / "platforms")
    for name, made in portals.items():
        (folder / "sites" / f"{name}.yaml").write_text(made.portal.site_file(made.served.url), encoding="utf-8")
    return folder
