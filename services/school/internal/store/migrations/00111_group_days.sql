-- Memberships of groups have days, so that a change of group leaves the days before as they were.

-- +goose Up
CREATE TABLE class_groups_dated (
    school       TEXT NOT NULL,
    class_id     TEXT NOT NULL REFERENCES classes (class_id),
    name         TEXT NOT NULL,
    student_id   TEXT NOT NULL,
    -- The stay in the class that it counts for: who leaves the class and comes back is in no group.
    enrolment_id TEXT NOT NULL,
    from_date    TEXT NOT NULL,
    -- The first day that no longer counts; NULL while it lasts.
    to_date      TEXT,
    PRIMARY KEY (class_id, name, enrolment_id, from_date)
);
-- Nobody wrote down since when: they count for the whole stay, which is what other services have for them too.
INSERT INTO class_groups_dated (school, class_id, name, student_id, enrolment_id, from_date)
SELECT g.school, g.class_id, g.name, g.student_id, g.enrolment_id, e.from_date
FROM class_groups g
JOIN enrolments e ON e.student_id = g.student_id AND e.enrolment_id = g.enrolment_id;
DROP TABLE class_groups;
ALTER TABLE class_groups_dated RENAME TO class_groups;
