-- The weekly pattern of schools and the hours behind it. Days are YYYY-MM-DD; to_date is the first day that no longer
-- counts, empty for an open end, unless a comment says otherwise.

-- +goose Up
-- One row per school: every write of the school raises it first, so that writes of one school wait for one another and
-- every cached week of the version before is out of use.
CREATE TABLE versions (
    school  TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

CREATE TABLE rooms (
    school TEXT   NOT NULL,
    name   TEXT   NOT NULL,
    seats  BIGINT NOT NULL,
    PRIMARY KEY (school, name)
);

-- last_date is the last day of the schedule, empty for no end; an empty season is every one.
CREATE TABLE bell_schedules (
    school           TEXT NOT NULL,
    bell_schedule_id TEXT NOT NULL,
    name             TEXT NOT NULL,
    season           TEXT NOT NULL,
    from_date        TEXT NOT NULL,
    last_date        TEXT NOT NULL,
    PRIMARY KEY (school, bell_schedule_id)
);

CREATE TABLE bell_periods (
    school           TEXT   NOT NULL,
    bell_schedule_id TEXT   NOT NULL,
    weekday          BIGINT NOT NULL,
    period           BIGINT NOT NULL,
    start_minute     BIGINT NOT NULL,
    end_minute       BIGINT NOT NULL,
    half             TEXT   NOT NULL,
    PRIMARY KEY (school, bell_schedule_id, weekday, period)
);

-- A weekly lesson: it names periods, not hours. slot_id is <GRESA>.<uuid>; an empty group_name is the whole class.
CREATE TABLE slots (
    school      TEXT   NOT NULL,
    slot_id     TEXT   NOT NULL,
    school_year TEXT   NOT NULL,
    class_id    TEXT   NOT NULL,
    group_name  TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    staff_id    TEXT   NOT NULL,
    room        TEXT   NOT NULL,
    weekday     BIGINT NOT NULL,
    period      BIGINT NOT NULL,
    periods     BIGINT NOT NULL,
    from_date   TEXT   NOT NULL,
    to_date     TEXT   NOT NULL,
    PRIMARY KEY (school, slot_id)
);
CREATE INDEX slots_class ON slots (school, class_id);
CREATE INDEX slots_staff ON slots (school, staff_id);
CREATE INDEX slots_room ON slots (school, room);

-- What differs from the pattern about one lesson: slot and the date that the pattern gave it.
CREATE TABLE lesson_changes (
    school   TEXT   NOT NULL,
    slot_id  TEXT   NOT NULL,
    date     TEXT   NOT NULL,
    status   TEXT   NOT NULL,
    new_date TEXT   NOT NULL,
    period   BIGINT NOT NULL,
    staff_id TEXT   NOT NULL,
    room     TEXT   NOT NULL,
    note     TEXT   NOT NULL,
    PRIMARY KEY (school, slot_id, date)
);
CREATE INDEX lesson_changes_date ON lesson_changes (school, date);
CREATE INDEX lesson_changes_new_date ON lesson_changes (school, new_date);

-- last_date is the last day.
CREATE TABLE events (
    school    TEXT NOT NULL,
    event_id  TEXT NOT NULL,
    kind      TEXT NOT NULL,
    title_ar  TEXT NOT NULL,
    title_fr  TEXT NOT NULL,
    from_date TEXT NOT NULL,
    last_date TEXT NOT NULL,
    PRIMARY KEY (school, event_id)
);
CREATE INDEX events_days ON events (school, last_date);

-- No row: the event is of all classes.
CREATE TABLE event_classes (
    school   TEXT NOT NULL,
    event_id TEXT NOT NULL,
    class_id TEXT NOT NULL,
    PRIMARY KEY (school, event_id, class_id)
);

-- A lesson whose register is taken, as it was then: later changes do not touch it.
CREATE TABLE frozen_lessons (
    school       TEXT   NOT NULL,
    slot_id      TEXT   NOT NULL,
    date         TEXT   NOT NULL,
    held_on      TEXT   NOT NULL,
    period       BIGINT NOT NULL,
    periods      BIGINT NOT NULL,
    start_minute BIGINT NOT NULL,
    end_minute   BIGINT NOT NULL,
    half         TEXT   NOT NULL,
    class_id     TEXT   NOT NULL,
    group_name   TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    staff_id     TEXT   NOT NULL,
    room         TEXT   NOT NULL,
    status       TEXT   NOT NULL,
    note         TEXT   NOT NULL,
    frozen_at    BIGINT NOT NULL,
    PRIMARY KEY (school, slot_id, date)
);
CREATE INDEX frozen_lessons_date ON frozen_lessons (school, date);
CREATE INDEX frozen_lessons_held ON frozen_lessons (school, held_on);

-- body is JSON read in Go: the findings without messages, which are put in the reader's language.
CREATE TABLE imports (
    school    TEXT   NOT NULL,
    import_id TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    account   TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (school, import_id)
);
