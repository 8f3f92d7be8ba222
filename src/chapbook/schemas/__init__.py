"""JSON Schemas of the YAML files of a content project, for editors that complete and check while somebody writes."""
