from __future__ import annotations

import random
from collections.abc import Sequence

import pyarrow as pa
import pytest

from peerlight.activity.niches import Niches, name_words, niches
from peerlight.store.tables import TABLES, Account

SUBJECTS = {
    "garden": "tomato compost seedling mulch trellis pruning greenhouse weeding soil harvest",
    "music": "guitar chord tuning rehearsal drummer melody amplifier chorus setlist rhythm",
    "bread": "sourdough flour kneading crust oven yeast proofing crumb baguette starter",
    "cycling": "bicycle saddle derailleur helmet tyre pedal spoke brake commute gravel",
    "astronomy": "telescope nebula eyepiece comet galaxy mount eclipse meteor planet lens",
    "chess": "bishop knight endgame opening castle checkmate pawn gambit rook blunder",
    "sewing": "needle thimble hem fabric bobbin zipper pattern stitch lining seam",
    "sailing": "mast rudder keel spinnaker anchor tiller regatta hull mooring halyard",
}
_PEOPLED = SUBJECTS["garden"] + " Ottilie Brambleby wrenfield" * 4
JAPANESE = {
    "庭": "トマト 堆肥 温室 収穫 剪定 土壌 種子 肥料",
    "楽": "ギター 楽譜 練習 演奏 合唱 作曲 舞台 録音",
    "麺": "小麦粉 発酵 酵母 オーブン 生地 製法 食感 焼成",
    "輪": "自転車 変速機 タイヤ 通勤 整備 車輪 舗装 坂道",
    "星": "望遠鏡 星雲 彗星 銀河 観測 日食 惑星 レンズ",
    "棋": "定跡 終盤 序盤 戦略 棋士 対局 詰将棋 解説",
    "裁": "生地 裁縫 針金 布地 型紙 刺繍 糸巻 縫製",
    "船": "帆船 港湾 航海 船体 操舵 甲板 灯台 潮流",
}


def _threads(subjects: dict[str, str], each: int, extra: Sequence[str] = ()) -> pa.Table:
    draw = random.Random(5)
    rows = []
    for subject, words in subjects.items():
        for n in range(each):
            said = draw.choices([*words.split(), *extra], k=12)
            rows.append((f"{subject}-{n:03d}", "c1", "general", " ".join(said)))
    names = ("thread_id", "channel_id", "channel_name", "text")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def _strongest(found: Niches) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for row in found.threads.to_pylist():
        weight = (row["weight"], row["niche_id"])
        best[row["thread_id"]] = max(best.get(row["thread_id"], (0, "")), weight)
    return {thread: niche for thread, (_, niche) in best.items()}


@pytest.mark.parametrize("subjects", [SUBJECTS, JAPANESE], ids=["English", "Japanese"])
def test_a_niche_holds_one_subject_and_is_named_by_its_words(subjects: dict[str, str]) -> None:
    found = niches(_threads(subjects, 30))
    strongest = _strongest(found)
    assert len(strongest) >= 0.9 * 30 * len(subjects)
    for niche, label in found.labels.items():
        about = [thread.split("-")[0] for thread, best in strongest.items() if best == niche]
        main = max(set(about), key=about.count)
        assert about.count(main) >= 0.9 * len(about)
        assert set(label.split(" · ")) <= set(subjects[main].split())
        assert len(label.split(" · ")) == 3


def test_a_thread_belongs_to_at_most_two_niches_with_weights_in_millionths() -> None:
    threads = niches(_threads(SUBJECTS, 30)).threads
    count = threads.group_by("thread_id").aggregate([("niche_id", "count"), ("weight", "sum")])
    assert max(count["niche_id_count"].to_pylist()) <= 2
    assert min(threads["weight"].to_pylist()) >= 350_000
    assert max(count["weight_sum"].to_pylist()) <= 1_000_001


def test_the_order_of_the_threads_changes_nothing() -> None:
    threads = _threads(SUBJECTS, 30)
    order = list(range(threads.num_rows))
    random.Random(3).shuffle(order)
    there, back = niches(threads), niches(threads.take(order))
    assert there.threads == back.threads
    assert there.labels == back.labels


def test_names_of_members_never_name_a_niche() -> None:
    people = [Account("a", "s", handle="wrenfield", name="Ottilie Brambleby")]
    names = name_words(TABLES["accounts"].arrow(people))
    crowded = _threads({"garden": _PEOPLED}, 40)
    other = _threads({k: v for k, v in SUBJECTS.items() if k != "garden"}, 40)
    threads = pa.concat_tables([crowded, other])
    assert "ottilie" in " ".join(niches(threads).labels.values())
    shown = " ".join(niches(threads, names).labels.values())
    assert not [name for name in ("ottilie", "brambleby", "wrenfield") if name in shown]


def test_names_are_cut_into_the_words_people_would_say() -> None:
    people = [
        Account("a", "s", handle="wren_field7", name="Ottilie O'Brambleby"),
        Account("b", "s"),
    ]
    names = name_words(TABLES["accounts"].arrow(people))
    assert {"wren", "field", "wren_field7", "ottilie", "brambleby"} <= names


@pytest.mark.parametrize(
    "text", [None, "", "ok thanks", "tomato compost seedling mulch trellis pruning"]
)
def test_where_text_tells_nothing_the_channels_are_the_niches(text: str | None) -> None:
    size = 60
    threads = pa.table(
        {
            "thread_id": [f"t{n:02d}" for n in range(size)],
            "channel_id": [f"c{n % 2}" for n in range(size)],
            "channel_name": ["garden" if n % 2 == 0 else None for n in range(size)],
            "text": pa.array([text] * size, pa.string()),
        }
    )
    found = niches(threads)
    assert found.labels == {"channel:c0": "garden", "channel:c1": "c1"}
    assert found.threads["weight"].to_pylist() == [1_000_000] * size
    assert found.threads["niche_id"].to_pylist() == [f"channel:c{n % 2}" for n in range(size)]


def test_too_few_threads_are_not_guessed_about() -> None:
    assert list(niches(_threads(SUBJECTS, 6)).labels) == ["channel:c1"]


def test_no_threads_have_no_niches() -> None:
    found = niches(_threads(SUBJECTS, 1).slice(0, 0))
    assert found.threads.num_rows == 0
    assert found.threads.schema.names == ["thread_id", "niche_id", "weight"]
    assert found.labels == {}
