"""Version 2 of the tables: workshops, their participants and what these answer."""

from __future__ import annotations

from sqlalchemy import Connection

_TABLES = (
    """CREATE TABLE workshops (
        id VARCHAR(64) NOT NULL,
        token VARCHAR(64) NOT NULL,
        number INTEGER NOT NULL,
        code VARCHAR(16) NOT NULL,
        wall VARCHAR(64) NOT NULL,
        secret VARCHAR(64) NOT NULL,
        opened VARCHAR(32) NOT NULL,
        delete_on VARCHAR(10) NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (token, number),
        FOREIGN KEY(token) REFERENCES cases (token),
        UNIQUE (code),
        UNIQUE (wall)
    )""",
    """CREATE TABLE workshop_states (
        workshop VARCHAR(64) NOT NULL,
        seq INTEGER NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (workshop, seq),
        FOREIGN KEY(workshop) REFERENCES workshops (id)
    )""",
)
_ABOUT_PEOPLE = (
    """CREATE TABLE participants (
        workshop VARCHAR(64) NOT NULL,
        id VARCHAR(16) NOT NULL,
        role VARCHAR(16) NOT NULL,
        named BOOLEAN NOT NULL,
        gone BOOLEAN NOT NULL,
        secret VARCHAR(64) NOT NULL,
        own_code VARCHAR(64),
        PRIMARY KEY (workshop, id),
        UNIQUE (workshop, secret),
        UNIQUE (workshop, own_code),
        FOREIGN KEY(workshop) REFERENCES workshops (id)
    )""",
    """CREATE TABLE raw_answers (
        workshop VARCHAR(64) NOT NULL,
        participant VARCHAR(16) NOT NULL,
        round INTEGER NOT NULL,
        item VARCHAR(80) NOT NULL,
        challenge VARCHAR(80) NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (workshop, participant, round, item, challenge),
        FOREIGN KEY(workshop, participant) REFERENCES participants (workshop, id)
    )""",
    """CREATE TABLE raw_messages (
        workshop VARCHAR(64) NOT NULL,
        participant VARCHAR(16) NOT NULL,
        message VARCHAR(32) NOT NULL,
        PRIMARY KEY (workshop, participant, message),
        FOREIGN KEY(workshop, participant) REFERENCES participants (workshop, id)
    )""",
)


def add_workshops(connection: Connection) -> None:
    """From version 1 to 2: nothing changes about cases."""
    unnumbered = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    for statement in _ABOUT_PEOPLE:
        connection.exec_driver_sql(statement + unnumbered)
