"""A community on disk: one folder that can be copied, backed up and deleted as one.

An import or a run exists from the moment its manifest does, and the manifest is put in place by
one atomic rename. What a full disk or Ctrl-C leaves half done is taken away at once. What a crash
leaves behind has no manifest: nobody sees it, and a writer sweeps it away after a day.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from peerlight.errors import BadInput, Interrupted, NotACommunity
from peerlight.values import SourceAudit

SETTINGS = "peerlight.toml"
_ERASING = ".erasing"
_DAY = 86_400


@dataclass(frozen=True)
class Import:
    """One import: what was read, and where it stands in the order of imports."""

    id: str
    order: int
    audit: SourceAudit
    rows: Mapping[str, int] = field(default_factory=dict)


class Workspace:
    """The folder of one community. Knows where files lie and nothing of what they mean."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """An existing workspace.

        Raises:
            NotACommunity: the folder is missing or holds no ``peerlight.toml``.
        """
        if not (root / SETTINGS).is_file():
            raise NotACommunity(
                "This folder is not a Peerlight community",
                where=root,
                do_next="Make one with: peerlight import FOLDER SOURCE.",
            )
        return cls(root)

    @classmethod
    def create(cls, root: Path) -> Workspace:
        """The workspace at ``root``, made if it is not there yet.

        Raises:
            BadInput: ``root`` is a file, or a folder that holds something else.
        """
        if (root / SETTINGS).is_file():
            return cls(root)
        if root.is_file() or (root.is_dir() and any(root.iterdir())):
            raise BadInput(
                "A community needs a folder of its own, and there is something here already",
                where=root,
                do_next="Name a new or an empty folder.",
            )
        (root / "activity" / "imports").mkdir(parents=True)
        (root / SETTINGS).write_text(_FIRST_SETTINGS, encoding="utf-8")
        return cls(root)

    @property
    def erasing(self) -> bool:
        """Whether an erasure was begun and is not ended."""
        return (self.root / _ERASING).exists()

    def mark_erasing(self, under_way: bool) -> None:
        """Set or lift the mark that an erasure is under way."""
        mark = self.root / _ERASING
        if under_way:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    def imports(self) -> list[Import]:
        """All imports, oldest first."""
        manifests = self._manifests()
        replaced = {raw.get("replaces") for raw in manifests}
        found = [_import(raw) for raw in manifests if raw["id"] not in replaced]
        return sorted(found, key=lambda i: (i.order, i.id))

    def files(self, table: str) -> list[Path]:
        """The Parquet files of one activity table, over all imports."""
        folders = [self.root / "activity" / table / i.id for i in self.imports()]
        return sorted(file for folder in folders for file in folder.glob("*.parquet"))

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder on the same disk to prepare an import or a run in; gone afterwards."""
        folder = self.stage()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def stage(self) -> Path:
        """Like :meth:`staging`, for plans that outlive a ``with`` block."""
        self.end_replacing()
        parent = self.root / ".staging"
        parent.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=parent))
        _sweep(parent, folder)
        return folder

    def commit_import(self, staged: Path, done: Import) -> None:
        """Take the table folders under ``staged`` in as one import, or leave no trace of it."""
        self._take_in(staged, done, {})

    def _take_in(self, staged: Path, done: Import, more: Mapping[str, str]) -> None:
        folders = sorted(p for p in staged.iterdir() if p.is_dir())
        targets = {f: self.root / "activity" / f.name / done.id for f in folders}
        try:
            for folder, target in targets.items():
                # left over from a crash before its manifest
                shutil.rmtree(target, ignore_errors=True)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(folder, target)
            _write_atomically(self._manifest(done.id), {**asdict(done), **more})
        except BaseException:
            for target in targets.values():
                shutil.rmtree(target, ignore_errors=True)
            raise

    def remove_import(self, import_id: str) -> None:
        """Undo an import: its manifest goes first, so that no reader sees half of it."""
        self.end_replacing()
        self._take_out(import_id)

    def _take_out(self, import_id: str) -> None:
        self._manifest(import_id).unlink(missing_ok=True)
        self._seen(import_id).unlink(missing_ok=True)
        for folder in (self.root / "activity").glob(f"*/{import_id}"):
            shutil.rmtree(folder)

    def replace_import(self, old_id: str, staged: Path, new: Import) -> None:
        """Put the tables under ``staged`` in the place of an import, at its place in the order.

        Whoever reads meanwhile sees the old import or the new one: the new manifest names the old
        until that is gone. What a crash leaves half done, :meth:`end_replacing` ends.
        """
        if new.id == old_id:
            return
        if self._manifest(new.id).is_file():
            # the same rows came in by another import already
            self._take_out(old_id)
            return
        self._take_in(staged, new, {"replaces": old_id})
        self.end_replacing()

    def end_replacing(self) -> None:
        """Take away what was replaced; nothing to do unless a crash came between."""
        for raw in self._manifests():
            if old_id := raw.pop("replaces", None):
                for fingerprint in self._fingerprints(old_id):
                    self.remember(raw["id"], fingerprint)
                self._take_out(old_id)
                _write_atomically(self._manifest(raw["id"]), raw)

    def remember(self, import_id: str, fingerprint: Mapping[str, str]) -> None:
        """Note what the archive behind an import looked like when it was read."""
        known = self._fingerprints(import_id)
        if fingerprint not in known:
            document = {"archives": [*known, dict(fingerprint)]}
            _write_atomically(self._seen(import_id), document)

    def recall(self, by: str, seal: str) -> Import | None:
        """The import that was read from an archive whose fingerprint has ``seal`` under ``by``."""
        for each in self.imports():
            if any(seen.get(by) == seal for seen in self._fingerprints(each.id)):
                return each
        return None

    def commit_run(self, staged: Path, run_id: str, *, current: bool) -> Path:
        """Take a run in; ``current`` makes it the one shown, by one atomic pointer.

        Raises:
            Interrupted: an import that it was made from was taken out meanwhile.
        """
        self._check(staged)
        target = self.root / "results" / run_id
        target.parent.mkdir(exist_ok=True)
        # a run without run.json is what a crash left
        shutil.rmtree(target, ignore_errors=True)
        os.replace(staged, target)
        if current:
            self.make_current(run_id)
        return target

    def _check(self, staged: Path) -> None:
        known = json.loads((staged / "run.json").read_text("utf-8")).get("imports", [])
        if not {each.id for each in self.imports()}.issuperset(known):
            raise Interrupted(
                "The imports changed while they were analysed", do_next="Analyse again."
            )

    def make_current(self, run_id: str) -> None:
        """Show this run from now on."""
        _write_atomically(self.root / "results" / "current.json", {"run": run_id})

    def run(self, run_id: str) -> Path | None:
        """The folder of a run; None where there is none."""
        folder = self.root / "results" / run_id
        return folder if (folder / "run.json").is_file() else None

    def runs(self) -> list[Path]:
        """The folders of all runs, by id."""
        folders = sorted((self.root / "results").glob("*/run.json"))
        return [file.parent for file in folders]

    def remove_run(self, folder: Path) -> None:
        """Take a run out; its ``run.json`` goes first, so that nobody sees half of it."""
        pointer = self.root / "results" / "current.json"
        if self.current_run() == folder:
            pointer.unlink()
        (folder / "run.json").unlink()
        shutil.rmtree(folder)

    def current_run(self) -> Path | None:
        """The folder of the current run; None before the first analysis."""
        pointer = self.root / "results" / "current.json"
        if not pointer.is_file():
            return None
        return self.run(str(json.loads(pointer.read_text("utf-8"))["run"]))

    def _manifest(self, import_id: str) -> Path:
        return self.root / "activity" / "imports" / f"{import_id}.json"

    def _manifests(self) -> list[dict[str, Any]]:
        files = sorted((self.root / "activity" / "imports").glob("*.json"))
        return [json.loads(file.read_text("utf-8")) for file in files]

    def _seen(self, import_id: str) -> Path:
        # beside the manifest, because the same import may come from several archives
        return self.root / "activity" / "imports" / f"{import_id}.seen"

    def _fingerprints(self, import_id: str) -> list[dict[str, str]]:
        file = self._seen(import_id)
        if not file.is_file():
            return []
        archives: list[dict[str, str]] = json.loads(file.read_text("utf-8"))["archives"]
        return archives


_FIRST_SETTINGS = """\
# Settings of this community. What is not said here has its default.
"""


def _sweep(parent: Path, newest: Path) -> None:
    """Remove what lies in ``parent`` since more than a day before ``newest``: a crash left it."""
    # by the disk's own clock, so that no other has to agree with it
    now = newest.stat().st_mtime
    for folder in parent.iterdir():
        with suppress(OSError):
            if now - folder.stat().st_mtime > _DAY:
                shutil.rmtree(folder)


def _import(raw: Mapping[str, Any]) -> Import:
    audit = SourceAudit(
        **{
            **raw["audit"],
            "unreadable": tuple(raw["audit"]["unreadable"]),
            "notes": tuple(raw["audit"]["notes"]),
        }
    )
    return Import(raw["id"], raw["order"], audit, raw["rows"])


def _write_atomically(file: Path, document: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
