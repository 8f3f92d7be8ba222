"""The one room that knows WeasyPrint."""

import ctypes.util
from importlib import import_module

from chapbook.files import fonts
from chapbook.files.chain import bundled

# It opens its libraries and asks for fonts when it is imported: before that, what is lacking is said in a sentence, and
# fonts of the machine are out of its sight.
fonts.require_system_libraries()
# By each name that is no file's, a compiler and a linker would be asked (measured: 0.2 of the 0.7 s of an import).
SEARCH = "find_library"
search = getattr(ctypes.util, SEARCH)
if fonts.open_as_files():
    setattr(ctypes.util, SEARCH, lambda name: None)
try:
    with fonts.alone(bundled() / "styles/fonts"):
        import_module("weasyprint.text.fonts")
finally:
    setattr(ctypes.util, SEARCH, search)
