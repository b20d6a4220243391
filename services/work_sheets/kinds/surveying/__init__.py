"""Work sheets of the survey: classes, talks, findings, willingness."""
