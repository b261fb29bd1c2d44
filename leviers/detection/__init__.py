"""Which levier a public record shows, how sure, and why: rules, lexicon, evaluation. No Django.

records.py    what comes in and what goes out        text.py      a title as words, places kept
patterns.py   the little language of the lexicon     lexicon.py   the files of data/, read and checked
detect.py     one record -> its leviers              label.py     a whole build -> a table, by DuckDB
evaluate.py   figures on labelled records            compare.py   two versions on one corpus
files.py      CSV, JSON lines, Parquet               gold.py      labelled records
"""
