"""What the database refuses by itself: things of another edition, circles of sessions, releases that change."""

from django.db import migrations

# A foreign key names only the row; with the edition beside it, a room of another edition is refused too.
SAME_EDITION = [
    ("programme_session", "parent_id", "programme_session"),
    ("programme_session", "room_id", "programme_room"),
    ("programme_session", "venue_id", "programme_venue"),
    ("programme_room", "venue_id", "programme_venue"),
]


def same_edition(table: str, column: str, target: str) -> migrations.RunSQL:
    name = f"{table}_{column}_in_same_edition"
    return migrations.RunSQL(
        f"""ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, edition_id)
            REFERENCES {target} (id, edition_id) DEFERRABLE INITIALLY DEFERRED""",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def id_and_edition(table: str) -> migrations.RunSQL:
    name = f"{table}_id_and_edition"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (id, edition_id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


TOPICS_OF_THE_EDITION = """
CREATE FUNCTION programme_topic_is_of_the_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT edition_id FROM programme_session WHERE id = NEW.session_id)
       <> (SELECT edition_id FROM programme_topic WHERE id = NEW.topic_id) THEN
        RAISE EXCEPTION 'a session cannot have a topic of another edition'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_topic_in_same_edition';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER topic_is_of_the_edition BEFORE INSERT OR UPDATE ON programme_session_topics
    FOR EACH ROW EXECUTE FUNCTION programme_topic_is_of_the_edition();
"""

# The row of the edition is locked, so that two transactions cannot close a circle together without seeing each other.
NO_CIRCLES = """
CREATE FUNCTION programme_session_is_not_in_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM programme_edition WHERE id = NEW.edition_id FOR NO KEY UPDATE;
    IF EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT id, parent_id FROM programme_session WHERE id = NEW.parent_id
            UNION
            SELECT session.id, session.parent_id
            FROM programme_session AS session JOIN above ON session.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'a session cannot be part of a session that is part of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_is_not_in_itself';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER session_is_not_in_itself AFTER INSERT OR UPDATE OF parent_id ON programme_session
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION programme_session_is_not_in_itself();
"""

# Who published may be forgotten (their account deleted); what, never. Tests empty tables with TRUNCATE, which no row
# trigger sees.
RELEASES_STAY = """
CREATE FUNCTION programme_release_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release is never changed or deleted; publish a new one'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'release_stays';
END $$;
CREATE TRIGGER release_stays_as_it_is
    BEFORE UPDATE OF id, edition_id, number, finality, note, published_at, content ON programme_release
    FOR EACH ROW
    WHEN ((OLD.id, OLD.edition_id, OLD.number, OLD.finality, OLD.note, OLD.published_at, OLD.content)
          IS DISTINCT FROM
          (NEW.id, NEW.edition_id, NEW.number, NEW.finality, NEW.note, NEW.published_at, NEW.content))
    EXECUTE FUNCTION programme_release_stays();
CREATE TRIGGER release_is_not_deleted BEFORE DELETE ON programme_release
    FOR EACH ROW EXECUTE FUNCTION programme_release_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        *[id_and_edition(table) for table in ("programme_session", "programme_room", "programme_venue")],
        *[same_edition(*constraint) for constraint in SAME_EDITION],
        migrations.RunSQL(
            TOPICS_OF_THE_EDITION,
            """DROP TRIGGER topic_is_of_the_edition ON programme_session_topics;
               DROP FUNCTION programme_topic_is_of_the_edition();""",
        ),
        migrations.RunSQL(
            NO_CIRCLES,
            """DROP TRIGGER session_is_not_in_itself ON programme_session;
               DROP FUNCTION programme_session_is_not_in_itself();""",
        ),
        migrations.RunSQL(
            RELEASES_STAY,
            """DROP TRIGGER release_stays_as_it_is ON programme_release;
               DROP TRIGGER release_is_not_deleted ON programme_release;
               DROP FUNCTION programme_release_stays();""",
        ),
    ]
