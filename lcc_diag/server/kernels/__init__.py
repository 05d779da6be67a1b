"""The processes in which chapters run: forked from a preloaded one, or started plainly; some always warm."""

from lcc_diag.server.kernels.kernel import Kernel
from lcc_diag.server.kernels.kernels import Kernels
from lcc_diag.server.kernels.process import KernelError

__all__ = ["Kernel", "KernelError", "Kernels"]
