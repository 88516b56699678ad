"""The desk in a browser: pages, people and their desks' processes (``server``), and the desk itself (``desk``)."""
