"""A constraint for rows that never change again: the database itself refuses, whoever asks."""

from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

#: what an update must leave alone: `{old}` and `{new}` are compared so that nothing equals nothing
_SAME = {"sqlite": "{old} IS {new}", "postgresql": "{old} IS NOT DISTINCT FROM {new}"}


class Sealed(BaseConstraint):
    """Rows whose `state_field` is not `open_state` keep their `columns` for ever, are not deleted and do not open again.

    The one other rule of this kind, `on_delete`, does not help here: a row is sealed against everybody, an administrator and a
    shell included. A breach is an IntegrityError. Takes part in migrations as every constraint does.
    """

    def __init__(self, *, name, columns, state_field="state", open_state="draft"):
        super().__init__(name=name)
        self.columns, self.state_field, self.open_state = tuple(columns), state_field, open_state

    def constraint_sql(self, model, schema_editor):
        """None: triggers follow the table. On SQLite they follow each time a migration builds the table anew, too."""
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def create_sql(self, model, schema_editor):
        *first, last = self._statements(model, schema_editor)
        for statement in first:
            schema_editor.execute(statement, params=None)
        return last

    def remove_sql(self, model, schema_editor):
        names = [schema_editor.quote_name(name) for name in self.triggers]
        if schema_editor.connection.vendor == "sqlite":
            *first, last = (f"DROP TRIGGER {name}" for name in names)
        else:
            on = schema_editor.quote_name(model._meta.db_table)
            *first, last = (*(f"DROP TRIGGER {name} ON {on}" for name in names), f"DROP FUNCTION {names[0]}()")
        for statement in first:
            schema_editor.execute(statement, params=None)
        return last

    def validate(self, model, instance, exclude=None, using="default"):
        """Nothing to ask of one row: the database compares it with what it was."""

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs |= {"columns": self.columns, "state_field": self.state_field, "open_state": self.open_state}
        return path, args, kwargs

    def __eq__(self, other):
        return isinstance(other, Sealed) and self.deconstruct() == other.deconstruct()

    def __hash__(self):
        return hash((self.name, self.columns))

    @property
    def triggers(self):
        return self.name, f"{self.name}_kept"

    def _statements(self, model, schema_editor):
        quote, vendor = schema_editor.quote_name, schema_editor.connection.vendor
        was_closed, is_closed = (
            f"{row}.{quote(self.state_field)} <> {schema_editor.quote_value(self.open_state)}" for row in ("OLD", "NEW")
        )
        same = (_SAME[vendor].format(old=f"OLD.{quote(column)}", new=f"NEW.{quote(column)}") for column in self.columns)
        changed = f"{was_closed} AND NOT ({' AND '.join([is_closed, *same])})"
        table = Table(model._meta.db_table, quote)
        if vendor == "postgresql":
            yield Statement(_FUNCTION, name=quote(self.name), words=self._words(schema_editor))
        for name, event, condition in zip(self.triggers, ("UPDATE", "DELETE"), (changed, was_closed), strict=True):
            parts = {"name": quote(name), "event": event, "condition": condition, "words": self._words(schema_editor)}
            yield Statement(_TRIGGER[vendor], table=table, function=quote(self.name), **parts)

    def _words(self, schema_editor):
        return schema_editor.quote_value(f"{self.name}: what is sealed never changes")


_TRIGGER = {
    "sqlite": "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s WHEN %(condition)s "
    "BEGIN SELECT RAISE(ABORT, %(words)s); END",
    "postgresql": "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s FOR EACH ROW WHEN (%(condition)s) "
    "EXECUTE FUNCTION %(function)s()",
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $seal$ "
    "BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = %(words)s; END $seal$"
)
