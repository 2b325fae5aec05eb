"""How the service is seen from outside: figures for Prometheus."""
