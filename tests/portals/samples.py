"""The four sample portals by name, and site files for them as they are being served."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from seeds.config.catalogue import HERE as OWN_SEEDS
from tests.portals import serving
from tests.portals.binhgia import app as binhgia
from tests.portals.content import SampleArticle
from tests.portals.hanam import app as hanam
from tests.portals.quanlynhanuoc import app as quanlynhanuoc
from tests.portals.quanlynhanuoc import portal as quanlynhanuoc_content
from tests.portals.vinhhung import app as vinhhung

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """A sample portal: its application, what it publishes, and where each article stands."""

    name: str
    create_app: Callable[[], Flask]
    articles: list[SampleArticle]
    address: Callable[[SampleArticle], str]

    def site_file(self, base: str) -> str:
        """Its site file while it is served at `base`."""
        return (HERE / self.name / "site.yaml").read_text(encoding="utf-8").replace("{base}", base)


SAMPLES: Mapping[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample("hanam", hanam.create_app, hanam.ARTICLES, hanam.address),
        Sample("binhgia", binhgia.create_app, binhgia.ARTICLES, binhgia.address),
        Sample(
            "quanlynhanuoc", quanlynhanuoc.create_app, quanlynhanuoc_content.ARTICLES, quanlynhanuoc_content.address
        ),
        Sample("vinhhung", vinhhung.create_app, vinhhung.ARTICLES, vinhhung.address),
    )
}


def write_seeds(folder: Path, bases: Mapping[str, str]) -> Path:
    """A seeds folder with tinhuy's own platform files and site files for the portals served at `bases`."""
    shutil.copytree(OWN_SEEDS / "platforms", folder / "platforms", dirs_exist_ok=True)
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    for name, base in bases.items():
        (folder / "sites" / f"{name}.yaml").write_text(SAMPLES[name].site_file(base), encoding="utf-8")
    return folder


@contextmanager
def serve(*names: str, first_port: int = 0) -> Iterator[dict[str, serving.RunningPortal]]:
    """Serve the named sample portals (all, if none is named) from `first_port` upwards, or at free ports."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(serving.serve(name, SAMPLES[name].create_app, first_port and first_port + number))
            for number, name in enumerate(names or SAMPLES)
        }
