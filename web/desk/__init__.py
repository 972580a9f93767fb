"""The doors of professionals: each module names its own in ``ROUTES``; `web/app.py` lists the modules."""
