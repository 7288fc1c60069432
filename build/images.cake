// Container images of what customers run.
