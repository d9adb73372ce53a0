"""The catalogue's way in and out: PTV, HSDS, CSV, XLSX, schema.org."""
