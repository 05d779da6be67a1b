"""A consultant's own server: the workbook, and nothing with which somebody could run code or read files.

Whoever can run code on such a server can read the database's password and with it every case. So the notebook interface
stays closed to its owner as well; the workbook does not need it.
"""

from jupyter_server.auth import Authorizer

c = get_config()  # noqa: F821 - known where Jupyter reads this file


class WorkbookOnly(Authorizer):
    """Contents, kernels, sessions, terminals, files: nobody may. The workbook's own pages ask for the login alone."""

    def is_authorized(self, handler, user, action, resource):
        return False


c.ServerApp.authorizer_class = WorkbookOnly
# Every page asks for the hub's login, and cases stay. An image built for Binder says otherwise.
c.LccDiag.visitors = c.LccDiag.fragile = False
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {
    "jupyter_lsp": False,
    "jupyter_offlinenotebook": False,
    "jupyter_resource_usage": False,
    "jupyter_server_terminals": False,
    "jupyterlab": False,
    "notebook": False,
    "notebook_shim": False,
    "voila.server_extension": False,
}

# A server that nobody has used for an hour ends itself; the next visit starts it again.
c.ServerApp.shutdown_no_activity_timeout = 60 * 60
