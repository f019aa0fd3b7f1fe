"""What `manage.py` runs: Django's command line, with a database under each command of Warsha."""

from django.conf import settings
from django.core.management import ManagementUtility

from config import setting_up

#: commands of packages that need the tables
ALSO = {"createsuperuser", "db_worker"}


class CommandLine(ManagementUtility):
    """A command of Warsha finds its tables, on a fresh DATA_DIR too; usage and --help are answered before that."""

    def fetch_command(self, subcommand):
        command = super().fetch_command(subcommand)
        if needs_tables(subcommand, command):
            execute = command.execute

            def prepared(*args, **options):
                setting_up.empty_database(say=command.stderr.write)
                return execute(*args, **options)

            command.execute = prepared
        return command


def needs_tables(name, command):
    """Warsha's own, but for `serve`: it looks at the port first, then sets up by itself."""
    app = type(command).__module__.split(".")[0]
    return name in ALSO or ((settings.BASE_DIR / app / "management").is_dir() and name != "serve")
