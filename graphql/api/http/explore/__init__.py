"""`/explore`: GraphiQL from files of our own, one tab per named question. It works without any network but ours."""
