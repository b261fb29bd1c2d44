"""What each part of the directory keeps of a person: said once, when the applications are ready."""
