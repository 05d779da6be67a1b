"""How the Jupyter server of a Binder session is set up; postBuild puts this file where the server looks."""

c = get_config()  # noqa: F821 - known where Jupyter reads this file

# Whoever has the session's address may work here; the session's token stays with the one who started it.
c.LccDiag.visitors = True
# The machine is thrown away after some minutes of rest: pages say so and offer the case file.
c.LccDiag.fragile = True

# The workbook is what opens, also for links without `urlpath`. JupyterLab is at …/lab for the one with the token.
c.ServerApp.default_url = c.LabApp.default_url = "/lcc/"

# Nothing of this is used, and each takes its time when the server starts.
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {
    "jupyter_lsp": False,
    "jupyter_offlinenotebook": False,
    "jupyter_resource_usage": False,
    "jupyter_server_terminals": False,
    "notebook": False,
    "voila.server_extension": False,
}
