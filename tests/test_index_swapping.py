"""An index is exchanged under load: nothing is lost, nothing is mixed."""

import json
import logging
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index.swapping import Swapping, mark_of, put_in_place
from index.vectors import VectorIndex

ROWS, DIM = 60, 16


def write(folder: Path, version: int) -> Path:
    """An index whose row `version` is the first axis, and a text file that tells the version."""
    beside = folder.with_name(f"{folder.name}.new")
    beside.mkdir(parents=True)
    vectors = np.tile(np.eye(DIM, dtype=np.float32)[1], (ROWS, 1))
    vectors[version] = np.eye(DIM, dtype=np.float32)[0]
    VectorIndex(vectors).save(beside / "views.faiss")
    (beside / "version.txt").write_text(str(version), encoding="utf-8")
    (beside / "manifest.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    return beside


def open_pair(folder: Path) -> tuple[int, VectorIndex]:
    version = int((folder / "version.txt").read_text(encoding="utf-8"))
    time.sleep(0.005)  # time enough for an exchange between the two files
    return version, VectorIndex.load(folder / "views.faiss")


def top(index: VectorIndex) -> int:
    query = np.eye(DIM, dtype=np.float32)[0]
    return int(index.search(query, limit=1)[1][0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    put_in_place(write(folder, 0), folder)
    return folder


def wait_for(holder: Swapping[tuple[int, VectorIndex]], version: int) -> None:
    deadline_s = time.monotonic() + 20
    while holder.current()[0] != version and time.monotonic() < deadline_s:
        time.sleep(0.005)
    assert holder.current()[0] == version


def test_twenty_exchanges_under_load_lose_and_mix_nothing(folder: Path) -> None:
    holder = Swapping(folder, open_pair, check_s=0.0)
    stop, wrong, seen, searches = threading.Event(), [], set(), [0, 0, 0]

    def search(worker: int) -> None:
        while not stop.is_set():
            try:
                version, index = holder.current()
                found = top(index)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                wrong.append(repr(error))
                return
            seen.add(version)
            searches[worker] += 1
            if found != version:
                wrong.append(f"{found} of {version}")

    workers = [threading.Thread(target=search, args=(number,)) for number in range(3)]
    for worker in workers:
        worker.start()
    for version in range(1, 21):
        put_in_place(write(folder, version), folder)
        wait_for(holder, version)
    stop.set()
    for worker in workers:
        worker.join()
    assert wrong == []
    assert seen >= {1, 10, 20}
    assert min(searches) > 20


def test_exchanges_faster_than_anyone_can_open_end_with_the_last_one(folder: Path) -> None:
    holder = Swapping(folder, open_pair, check_s=0.0)
    for version in range(1, 15):
        put_in_place(write(folder, version), folder)
        held, index = holder.current()
        assert top(index) == held
    wait_for(holder, 14)


def test_a_reader_in_flight_finishes_on_the_old_one(folder: Path) -> None:
    holder = Swapping(folder, open_pair, check_s=3600)
    version, index = holder.current()
    put_in_place(write(folder, 7), folder)
    assert holder.renew()
    assert (version, top(index)) == (0, 0)
    assert holder.current()[0] == 7


def test_a_broken_new_index_leaves_the_old_one_in_service_and_is_told_of(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    holder = Swapping(folder, open_pair, check_s=3600)
    broken = write(folder, 3)
    (broken / "views.faiss").write_bytes(b"half of it")
    put_in_place(broken, folder)
    with caplog.at_level(logging.ERROR):
        assert not holder.renew()
    assert "cannot be used; the old one serves" in caplog.text
    assert top(holder.current()[1]) == 0
    caplog.clear()
    assert not holder.renew()
    assert caplog.text == ""  # not tried again until it changes
    put_in_place(write(folder, 4), folder)
    assert holder.renew()
    assert top(holder.current()[1]) == 4


def test_a_folder_that_vanishes_is_no_reason_to_stop(folder: Path, tmp_path: Path) -> None:
    holder = Swapping(folder, open_pair, check_s=0.0)
    folder.rename(tmp_path / "elsewhere")
    assert holder.current()[0] == 0
    assert not holder.renew()
    assert top(holder.current()[1]) == 0


def test_the_manifest_is_looked_at_only_now_and_then(folder: Path) -> None:
    opened: list[Path] = []

    def count(path: Path) -> int:
        opened.append(path)
        return len(opened)

    holder = Swapping(folder, count, check_s=3600)
    put_in_place(write(folder, 5), folder)
    assert [holder.current() for _ in range(50)] == [1] * 50
    assert holder.renew()
    assert not holder.renew()
    assert holder.current() == 2


def test_without_any_index_the_first_opening_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Swapping(tmp_path / "index", open_pair)


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(
    folder: Path, tmp_path: Path
) -> None:
    before = mark_of(folder)
    with pytest.raises(OSError, match="missing"):
        put_in_place(tmp_path / "missing", folder)
    assert mark_of(folder) == before
