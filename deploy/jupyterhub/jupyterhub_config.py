"""JupyterHub for consultants: each has a server of their own, all servers share one database. README.md explains.

Settings come from the environment, so that this file need not be changed and no password stands in it.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - known where JupyterHub reads this file

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("LCC_HUB_STATE", ".")).resolve()
if "LCC_DIAG_DB" not in os.environ:
    sys.exit("LCC_DIAG_DB is missing: the shared database, for example postgresql+psycopg://lcc:password@host/cases")

# Who may log in, and how. The default asks for the accounts of this computer.
c.JupyterHub.authenticator_class = os.environ.get("LCC_HUB_AUTHENTICATOR", "pam")
c.Authenticator.allowed_users = set(os.environ.get("LCC_HUB_USERS", "").split())
c.Authenticator.admin_users = set(os.environ.get("LCC_HUB_ADMINS", "").split())

# Each consultant gets a process of their own with the workbook in it and nothing else of Jupyter: server_config.py.
c.JupyterHub.spawner_class = os.environ.get("LCC_HUB_SPAWNER", "simple")
c.SimpleLocalProcessSpawner.home_dir_template = str(STATE / "users" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [f"--config={HERE / 'server_config.py'}"]
c.Spawner.environment = {
    "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",  # JupyterLab is not started
    "LCC_DIAG_DB": os.environ["LCC_DIAG_DB"],
}
c.Spawner.disable_user_config = True
c.Spawner.default_url = "/lcc/"
c.Spawner.start_timeout = 60

# Nothing runs for nobody: logging out ends the server, and so does an hour without use (server_config.py).
c.JupyterHub.shutdown_on_logout = True
c.JupyterHub.implicit_spawn_seconds = 0.1  # a link to a chapter starts the server that has ended, without a question
c.JupyterHub.active_server_limit = int(os.environ.get("LCC_HUB_SERVERS", "20"))

# The hub listens on this computer only; what brings https stands in front of it.
c.JupyterHub.bind_url = os.environ.get("LCC_HUB_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.trusted_downstream_ips = ["127.0.0.1", "::1"]

# What the hub itself remembers: who is logged in. Cases are never in here.
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
