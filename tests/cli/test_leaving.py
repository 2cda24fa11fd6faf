"""How a command leaves: 0 done, 1 failed, 2 bad input, and never without a word."""

from __future__ import annotations

import contextlib
import errno
import io
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Peerlight, everything

from peerlight import Community

UNTOUCHED = "what was there before is untouched"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with things that are no export."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "readme.md").write_text("Nothing to see here.\n", "utf-8")
    (tmp_path / "notes.txt").write_text("Buy clamps.\n", "utf-8")
    (tmp_path / "broken.zip").write_text("this is no zip\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


NO_SOURCES = [
    ("missing.zip", "There is no such file or folder (missing.zip)"),
    ("empty", "There is nothing in it (empty)"),
    ("odd", "No reader recognises this source (odd). What was looked for: "),
    ("notes.txt", "No reader recognises this source (notes.txt). What was looked for: "),
    ("broken.zip", "is not a zip (broken.zip). Download the export again"),
]


@pytest.mark.parametrize(("source", "said"), NO_SOURCES)
@pytest.mark.parametrize(
    "command",
    [("find",), ("people",), ("import", "new"), ("import", "--dry-run", "new")],
    ids=" ".join,
)
def test_what_is_no_source_is_refused_in_words(
    peerlight: Peerlight, desk: Path, command: tuple[str, ...], source: str, said: str
) -> None:
    done = peerlight(*command, source)
    assert (done.code, done.out) == (2, "")
    assert done.talk.startswith("peerlight: ")
    assert said in done.talk
    assert "Traceback" not in done.talk
    if command[0] != "import":
        assert not (desk / "new").exists()


def test_an_unknown_format_is_told_every_known_one(peerlight: Peerlight, desk: Path) -> None:
    said = peerlight("find", "odd").talk
    for platform in ("slack: ", "zulip: ", "discourse: ", "tables: messages.csv"):
        assert platform in said
    assert "Any platform can be brought in as activity tables." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("find", "missing", "--as-of", "yesterday"), "'yesterday' is not a date. Write it as"),
        (("find", "missing", "--as-of", "2024-02-30"), "'2024-02-30' is not a date"),
        (("people", "missing", "--as-of", "12.3.2024"), "'12.3.2024' is not a date"),
        (("report", "missing", "--as-of", ""), "'' is not a date"),
        (("analyse", "missing", "--as-of", "2024-1"), "'2024-1' is not a date"),
        (("explain", "missing", "ana", "--as-of", "May"), "'May' is not a date"),
        (("find", "missing", "--format", "csv"), "Take table or json, or use people."),
        (("explain", "missing", "ana", "--format", "csv"), "Take table or json."),
        (("find", "missing", "--html", "no/page.html"), "Name one in a folder that is there."),
        (("find", "missing", "--out", "empty"), "There can be no such file (empty)"),
        (("report", "missing", "--out", "empty"), "There can be no such file (empty)"),
        (("analyse", "missing", "--memory", "plenty"), "'plenty' is no size"),
        (("analyse", "missing", "--engine", "sparkle"), "There is no engine 'sparkle'"),
        (("import", "--template", "notes.txt"), "There can be no such folder (notes.txt)"),
        (("demo", "notes.txt"), "There can be no such folder (notes.txt)"),
        (("demo", "odd"), "There is something in this folder already (odd)"),
        (("import",), "peerlight import my-community export.zip"),
        (("import", "missing"), "peerlight import my-community export.zip"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_refused_before_any_reading(
    peerlight: Peerlight, desk: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(desk.rglob("*"))
    done = peerlight(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.talk
    # of what was read it would say that it is missing
    assert "no such file or folder" not in done.talk
    assert "not a Peerlight community" not in done.talk
    assert sorted(desk.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "odd"),
        ("report", "odd"),
        ("explain", "odd", "ana"),
        ("undo", "odd", "slack-0"),
        ("import", "--dry-run", "odd", "notes.txt"),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_no_community_is_refused(
    peerlight: Peerlight, desk: Path, arguments: tuple[str, ...]
) -> None:
    before = everything(desk)
    done = peerlight(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "not a Peerlight community (odd). Make one with: peerlight import" in done.talk
    assert everything(desk) == before


@pytest.mark.parametrize("command", [("import", "odd"), ("find", "--community", "odd")])
def test_a_community_gets_a_folder_of_its_own(
    peerlight: Peerlight, desk: Path, namesakes: Path, command: tuple[str, ...]
) -> None:
    before = everything(desk)
    done = peerlight(*command, namesakes)
    assert (done.code, done.out) == (2, "")
    assert "Name a new or an empty folder." in done.talk
    assert everything(desk) == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("find",),
        ("find", "odd", "--fast"),
        ("find", "odd", "--format", "xml"),
        ("demo", "new", "--seed", "-1"),
        ("demo", "new", "--seed", "one"),
    ],
    ids=" ".join,
)
def test_a_command_that_is_none_is_answered_with_the_usage(
    peerlight: Peerlight, desk: Path, arguments: tuple[str, ...]
) -> None:
    done = peerlight(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.talk.startswith("Usage: ")
    assert not (desk / "new").exists()


def test_help_is_data(peerlight: Peerlight) -> None:
    done = peerlight("--help")
    assert (done.code, done.talk) == (0, "")
    commands = ("find", "import", "undo", "analyse", "people", "explain", "report", "demo", "paths")
    assert all(f"\n  {command} " in done.out for command in commands)


def test_an_unknown_import_is_answered_with_the_known_ones(
    peerlight: Peerlight, twins: Path
) -> None:
    before = everything(twins)
    done = peerlight("undo", twins, "slack-000000000000")
    (known,) = (made.id for made in Community.open(twins).imports)
    assert (done.code, done.out) == (2, "")
    assert f"The imports are: {known}." in done.talk
    assert everything(twins) == before


def test_a_community_without_a_message_says_so(
    peerlight: Peerlight, twins: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(twins, tmp_path / "twins"))
    shutil.copy(twins.with_name("twins.key"), tmp_path)
    peerlight("undo", copy, Community.open(copy).imports[0].id)
    for command in ("analyse", "people", "report"):
        done = peerlight(command, copy)
        assert (done.code, done.out) == (2, "")
        assert "There is no message to analyse. Import a source" in done.talk


def test_a_date_before_the_first_message_is_bad_input(peerlight: Peerlight, twins: Path) -> None:
    done = peerlight("people", twins, "--as-of", "2001-01-01")
    assert (done.code, done.out) == (2, "")
    assert "Give a later --as-of." in done.talk


class Failing(io.StringIO):
    """A place to print to that fails."""

    def __init__(self, failure: BaseException) -> None:
        super().__init__()
        self.failure = failure

    def write(self, text: str, /) -> int:
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (MemoryError("out of memory"), "out of memory"),
        (KeyboardInterrupt(), "Stopped"),
    ],
    ids=["full disk", "full memory", "Ctrl-C"],
)
def test_what_the_machine_or_the_user_stops_fails_in_one_line(
    peerlight: Peerlight, twins: Path, failure: BaseException, said: str
) -> None:
    before = everything(twins)
    with contextlib.redirect_stdout(Failing(failure)):
        done = peerlight("explain", twins, "Bo")
    assert done.code == 1
    assert done.talk.startswith("peerlight: ")
    assert said in done.talk
    assert UNTOUCHED in done.talk
    assert done.talk.count("\n") == 1
    assert everything(twins) == before


def test_a_mistake_of_ours_is_not_hushed_up(peerlight: Peerlight, twins: Path) -> None:
    mistake = ZeroDivisionError("ours")
    with contextlib.redirect_stdout(Failing(mistake)), pytest.raises(ZeroDivisionError):
        peerlight("explain", twins, "Bo")


def test_a_source_without_any_row_is_taken_in_and_says_so(
    peerlight: Peerlight, tmp_path: Path
) -> None:
    (tmp_path / "messages.csv").write_text("message_id,account_id,channel_id,posted_at\n")
    done = peerlight("find", str(tmp_path / "messages.csv"))
    assert done.code == 2
    assert "no message to analyse" in done.talk
