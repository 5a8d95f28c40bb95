"""What a backend does otherwise than OCPP says, seen from the station that talks to it."""
