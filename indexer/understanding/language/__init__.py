"""What any reader of a text needs: sentences, words, reporting verbs, dates and clock times as they are printed."""
