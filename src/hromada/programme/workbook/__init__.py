"""The draft of a programme as a workbook (XLSX) for people who live in one: made, read, compared cell by cell, written.

``tables`` says what stands where, for both ways. ``of_draft`` turns rows of the database into rows of the workbook;
``making`` writes those, ``reading`` reads them back; ``planning`` compares the two, ``writing`` applies the difference.
"""
