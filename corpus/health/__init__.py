"""Health of a site's runs compared with its usual ones: figures, learned bands, findings, verdicts and alarms."""
