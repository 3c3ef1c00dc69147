"""What the PDF prints, as plain values for Typst: texts come with their language, decisions of layout are numbers.

Texts are handed over as data and never become markup, so that nothing in them can be an instruction to Typst.
"""
