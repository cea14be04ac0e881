"""The static site: contexts for templates, pictures, and the one MkDocs hook.

Templates, styles and scripts live in `site/`; sentences about causes come from
`kg.wording`; this package decides what stands on which page.
"""
