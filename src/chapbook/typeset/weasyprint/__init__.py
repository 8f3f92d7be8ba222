"""The one room that knows WeasyPrint."""
