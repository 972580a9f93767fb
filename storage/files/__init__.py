"""Files beside the database: checked by content, pictures made anew, sealed chunk by chunk."""
