"""Papers: what leaves the window as a picture, a document or a table; all are drawn in a thread, off the event loop."""
