"""The one room that knows WeasyPrint."""

from importlib import import_module

from chapbook.files import fonts
from chapbook.files.chain import bundled

# It opens its libraries and asks for fonts when it is imported: before that, what is lacking is said in a sentence, and
# fonts of the machine are out of its sight.
fonts.require_system_libraries()
with fonts.opened_as_files(), fonts.alone(bundled() / "styles/fonts"):
    import_module("weasyprint.text.fonts")
