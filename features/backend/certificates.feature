Feature: How strictly the station checks the certificate of its backend
  Manual, chapter 4, "Meer instellingen": SSL Strictness as client, five levels from no authentication to full
  authentication. The manual names the levels and describes none (D-BKD-11): the name says which check is dropped.

  Rule: Encrypt only - No authentication: without authentication the line is encrypted and every certificate will do

    Scenario Outline: "Encrypt only - No authentication" takes a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Encrypt only - No authentication"
      Then the backend receives BootNotification within 3 min
      And the line is encrypted

      @BKD-042
      Examples:
        | certificate |
        | valid       |

      @BKD-043
      Examples:
        | certificate |
        | expired     |

      @BKD-044
      Examples:
        | certificate             |
        | issued for another host |

      @BKD-045
      Examples:
        | certificate                         |
        | expired and issued for another host |

      @BKD-046
      Examples:
        | certificate               |
        | from an unknown authority |

  Rule: Allow expired certificate and skip host check: date and host do not matter, the authority does

    Scenario Outline: "Allow expired certificate and skip host check" takes a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Allow expired certificate and skip host check"
      Then the backend receives BootNotification within 3 min
      And the line is encrypted

      @BKD-047
      Examples:
        | certificate |
        | valid       |

      @BKD-048
      Examples:
        | certificate |
        | expired     |

      @BKD-049
      Examples:
        | certificate             |
        | issued for another host |

      @BKD-050
      Examples:
        | certificate                         |
        | expired and issued for another host |

    Scenario Outline: "Allow expired certificate and skip host check" refuses a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Allow expired certificate and skip host check"
      Then the backend receives nothing for 5 min
      And the dashboard does not show the backend as connected

      @BKD-051
      Examples:
        | certificate               |
        | from an unknown authority |

  Rule: Skip host check: the host does not matter, date and authority do

    Scenario Outline: "Skip host check" takes a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Skip host check"
      Then the backend receives BootNotification within 3 min
      And the line is encrypted

      @BKD-052
      Examples:
        | certificate |
        | valid       |

      @BKD-054
      Examples:
        | certificate             |
        | issued for another host |

    Scenario Outline: "Skip host check" refuses a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Skip host check"
      Then the backend receives nothing for 5 min
      And the dashboard does not show the backend as connected

      @BKD-053
      Examples:
        | certificate |
        | expired     |

      @BKD-055
      Examples:
        | certificate                         |
        | expired and issued for another host |

      @BKD-056
      Examples:
        | certificate               |
        | from an unknown authority |

  Rule: Allow expired certificate: the date does not matter, host and authority do

    Scenario Outline: "Allow expired certificate" takes a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Allow expired certificate"
      Then the backend receives BootNotification within 3 min
      And the line is encrypted

      @BKD-057
      Examples:
        | certificate |
        | valid       |

      @BKD-058
      Examples:
        | certificate |
        | expired     |

    Scenario Outline: "Allow expired certificate" refuses a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Allow expired certificate"
      Then the backend receives nothing for 5 min
      And the dashboard does not show the backend as connected

      @BKD-059
      Examples:
        | certificate             |
        | issued for another host |

      @BKD-060
      Examples:
        | certificate                         |
        | expired and issued for another host |

      @BKD-061
      Examples:
        | certificate               |
        | from an unknown authority |

  Rule: Normal SSL Auth: everything is checked

    Scenario Outline: "Normal SSL Auth" takes a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Normal SSL Auth"
      Then the backend receives BootNotification within 3 min
      And the line is encrypted

      @BKD-062
      Examples:
        | certificate |
        | valid       |

    Scenario Outline: "Normal SSL Auth" refuses a backend whose certificate is <certificate>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Normal SSL Auth"
      Then the backend receives nothing for 5 min
      And the dashboard does not show the backend as connected

      @BKD-063
      Examples:
        | certificate |
        | expired     |

      @BKD-064
      Examples:
        | certificate             |
        | issued for another host |

      @BKD-065
      Examples:
        | certificate                         |
        | expired and issued for another host |

      @BKD-066
      Examples:
        | certificate               |
        | from an unknown authority |

  Rule: The station says what is wrong

    @BKD-098
    Scenario Outline: The dashboard says that the certificate <problem>
      Given a backend over TLS whose certificate is <certificate>
      When the operator configures it with the SSL strictness "Normal SSL Auth"
      Then the backend receives nothing for 5 min
      And the dashboard shows the backend as not connected, for its certificate <problem>

      Examples:
        | certificate               | problem                      |
        | expired                   | has expired                  |
        | issued for another host   | is issued for another host   |
        | from an unknown authority | is from an unknown authority |

  Rule: The levels are in order, and concern TLS only

    @BKD-067
    Scenario: Whatever a stricter level accepts, each level that drops a check accepts too
      Given a backend over TLS
      When the operator tries every SSL strictness with every certificate
      Then what a level takes, each level that drops one more check takes too
      And the strictest takes the valid certificate alone, and the one without authentication takes all

    @BKD-068
    Scenario Outline: Without TLS the line is the same at "<level>"
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures
        | Connection Type                         | Ethernet            |
        | OCPP Mode                               | OCPP-J 1.6          |
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
        | SSL Strictness as client                | <level>             |
      Then the backend receives BootNotification within 3 min

      Examples:
        | level                                         |
        | Encrypt only - No authentication              |
        | Allow expired certificate and skip host check |
        | Skip host check                               |
        | Allow expired certificate                     |
        | Normal SSL Auth                               |
