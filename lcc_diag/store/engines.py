"""How connections are opened, so that what is committed survives, for each kind of database.

Every transaction opens a connection of its own (SQLite 1 ms, PostgreSQL 5 ms): so a store may be used from any thread
and after a fork, a restarted server is simply connected to again, and open chapters that nobody uses hold nothing.
"""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from lcc_diag.store.address import is_sqlite
from lcc_diag.store.turns import begin_writing, patiently


def open_engine(url: URL, busy_seconds: float) -> Engine:
    """The engine of an address; nothing is opened yet. ``busy_seconds``: how long to wait for another writer."""
    return _sqlite(url, busy_seconds) if is_sqlite(url) else _postgresql(url, busy_seconds)


def for_reading(engine: Engine) -> Engine:
    """The engine for transactions that see one state and change nothing."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine) -> Engine:
    """The engine for transactions that change something."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(writing=True)
    # Whoever waited for a case must see what the one before committed: not the state of the transaction's beginning.
    return engine.execution_options(writing=True, isolation_level="READ COMMITTED")


_BEGIN_WRITING = """
SELECT set_config('lock_timeout', %(patience)s, true),
    set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'on'), true)
"""
"""Acknowledged means committed: a server that would rather be fast is told so for this transaction."""

# Errors come without parameters: a log must not hold answers.


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def connect(connection, _record) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        connection.execute(f"PRAGMA busy_timeout = {round(busy_seconds * 1000)}").close()
        # SQLite does not wait here if another program is just making the file.
        patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").close(), busy_seconds)
        for pragma in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if _is_writing(connection):
            begin_writing(connection.connection.driver_connection, busy_seconds)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _postgresql(url: URL, busy_seconds: float) -> Engine:
    limits = {"connect_timeout": "5", "tcp_user_timeout": "10000", "application_name": "lcc-diag"}
    engine = create_engine(
        url.update_query_dict({name: value for name, value in limits.items() if name not in url.query}),
        hide_parameters=True,
        poolclass=NullPool,
        use_native_hstore=False,  # would ask the server about a type nobody uses, with every connection
        connect_args={"prepare_threshold": None},  # statements prepared in a connection do not survive a pooler
    )

    patience = max(round(busy_seconds * 1000), 1)  # 0 would mean for ever

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if _is_writing(connection):
            connection.exec_driver_sql(_BEGIN_WRITING, {"patience": f"{patience}ms"})

    return engine


def _is_writing(connection: Connection) -> bool:
    return connection.get_execution_options().get("writing", False)
