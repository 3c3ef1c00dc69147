"""The embedded PostgreSQL: wherever the checkout lies, whoever runs it, whatever happened before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from hromada.kernel.postgres import Cluster, PostgresRefusal, socket_folder

pytestmark = pytest.mark.usefixtures("in_english")

AS_ROOT = os.geteuid() == 0
ROOM = "CREATE TABLE IF NOT EXISTS rooms (name text)"


def ask(cluster: Cluster, question: str) -> list[tuple]:
    with psycopg.connect(cluster.dsn("hromada"), autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchall() if answer.description else []


def test_data_are_there_again_after_a_restart(folder):
    with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
        ask(cluster, ROOM)
        ask(cluster, "INSERT INTO rooms VALUES ('Київська зала')")

    with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
        assert ask(cluster, "SELECT name, upper(name) FROM rooms") == [("Київська зала", "КИЇВСЬКА ЗАЛА")]
    assert cluster.postmaster() is None


def test_it_listens_on_a_socket_that_only_we_reach_and_on_nothing_else(folder):
    with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
        connections = cluster.postmaster().net_connections()
        mode = cluster.sockets.stat().st_mode & 0o777

    assert ([c.laddr for c in connections if c.family.name != "AF_UNIX"], mode) == ([], 0o700)


def test_a_path_with_spaces_and_of_two_hundred_characters_will_do(open_folder):
    deep = open_folder / "громада 'of' \"all\" $HOME; the world"
    while len(os.fsencode(deep)) < 200:
        deep /= "a folder with spaces"
    deep.mkdir(parents=True)

    with Cluster(deep / "postgres", durable=False).in_use(database="hromada") as cluster:
        assert ask(cluster, "SELECT 1") == [(1,)]


def test_two_clusters_run_at_once_and_one_stops_without_the_other(open_folder):
    first, second = (Cluster(open_folder / name, durable=False) for name in ("first", "second"))
    with second.in_use(database="hromada"):
        with first.in_use(database="hromada"):
            assert first.sockets != second.sockets
        assert ([first.postmaster()], ask(second, "SELECT 1")) == ([None], [(1,)])


def test_the_last_user_stops_it_and_no_one_else(folder):
    with Cluster(folder, durable=False).in_use(database="hromada") as outer:
        with Cluster(folder, durable=False).in_use(database="hromada") as inner:
            assert inner.postmaster() == outer.postmaster()
        assert ask(outer, "SELECT 1") == [(1,)]
    assert outer.postmaster() is None


def test_after_a_kill_it_starts_again_with_all_that_was_committed(folder):
    with Cluster(folder).in_use(database="hromada") as cluster:
        ask(cluster, ROOM)
        ask(cluster, "INSERT INTO rooms VALUES ('Gewandhaus')")
        postmaster = cluster.postmaster()
        postmaster.kill()
        with Cluster(folder).in_use(database="hromada") as again:
            assert ask(again, "SELECT name FROM rooms") == [("Gewandhaus",)]


def test_the_number_of_a_dead_server_that_another_process_has_now_is_no_obstacle(folder):
    with Cluster(folder, durable=False).in_use(database="hromada"):
        pass
    owner = folder.stat()
    with subprocess.Popen(["sleep", "60"], user=owner.st_uid, group=owner.st_gid) as someone_else:
        (folder / "postmaster.pid").write_text(f"{someone_else.pid}\n{folder}\n1\n5432\n/tmp\n\n1 1\nready\n")
        with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
            answers = ask(cluster, "SELECT 1")
        still_there = psutil.pid_exists(someone_else.pid)
        someone_else.kill()

    assert (answers, still_there) == ([(1,)], True)


def test_a_server_whose_socket_was_swept_away_is_started_anew(folder):
    with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
        shutil.rmtree(cluster.sockets)
        with Cluster(folder, durable=False).in_use(database="hromada") as again:
            assert ask(again, "SELECT 1") == [(1,)]


def test_an_attempt_to_make_the_data_folder_that_was_killed_leaves_no_ruin(folder):
    (folder.parent / "postgres.new").mkdir()
    (folder.parent / "postgres.new" / "half").write_text("of a file")

    with Cluster(folder, durable=False).in_use(database="hromada") as cluster:
        assert ask(cluster, "SELECT 1") == [(1,)]
    assert sorted(path.name for path in folder.parent.iterdir()) == [
        "postgres",
        "postgres.lock",
        "postgres.log",
        "postgres.users",
    ]


def test_data_of_another_version_are_refused_in_one_sentence_and_left_alone(folder):
    with Cluster(folder, durable=False).in_use(database="hromada"):
        pass
    (folder / "PG_VERSION").write_text("16\n")

    with pytest.raises(PostgresRefusal) as refused, Cluster(folder).in_use(database="hromada"):
        pass
    assert str(refused.value) == (
        f"The data folder {folder} was made by PostgreSQL 16, this Hromada brings PostgreSQL 18: move the folder away "
        "and restore a backup (docs/operating.md), or name a server in DATABASE_URL."
    )


def test_what_postgresql_does_not_like_is_told_in_one_sentence(folder):
    with Cluster(folder, durable=False).in_use(database="hromada"):
        pass
    (folder / "postgresql.conf").write_text("no_such_setting = on\n")

    with pytest.raises(PostgresRefusal) as refused, Cluster(folder).in_use(database="hromada"):
        pass
    assert str(refused.value) == (
        f'PostgreSQL did not start: “configuration file "{folder / "postgresql.conf"}" contains errors”. '
        f"Its whole report is in {folder.parent / 'postgres.log'}."
    )


def test_a_socket_folder_that_someone_else_prepared_is_refused(folder):
    sockets = socket_folder(folder)
    sockets.mkdir()
    sockets.chmod(0o777)

    with pytest.raises(PostgresRefusal) as refused, Cluster(folder).in_use(database="hromada"):
        pass
    assert str(refused.value) == (
        f"{sockets}, where PostgreSQL keeps its socket, belongs to someone else: remove it and start again."
    )


SMALL_DISK = """
import sys
from pathlib import Path
import django
django.setup()
from django.utils import translation
translation.activate("en")
from hromada.kernel.postgres import Cluster, PostgresRefusal
try:
    with Cluster(Path(sys.argv[1])).in_use(database="hromada"):
        print("It started.")
except PostgresRefusal as refusal:
    print(refusal)
"""


def test_a_full_disk_is_told_in_one_sentence(open_folder):
    """The small disk exists for one process only, in a mount namespace of its own."""
    disk = open_folder / "disk"
    disk.mkdir()
    mount = 'mount -t tmpfs -o size=12m,mode=0755 none "$1" && exec "$2" -c "$3" "$1/postgres"'
    namespaces = ["--mount"] if AS_ROOT else ["--user", "--map-current-user", "--keep-caps", "--mount"]
    answer = subprocess.run(
        ["unshare", *namespaces, "sh", "-c", mount, "sh", disk, sys.executable, SMALL_DISK],
        capture_output=True,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(Path.cwd())},
    )

    sentence = f"The disk that holds {disk} is full: free some space and start again; nothing was lost."
    assert (answer.stdout.strip(), answer.stderr) == (sentence, "")
