"""The watched sources: their visits, their arrivals and their errors."""
