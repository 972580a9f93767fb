"""The doors of a family: each module names its own in ``ROUTES``; `web/app.py` lists the modules."""
