"""What texts say, read without knowing whose they are: sentences, language, words, quantities, comparison."""
