Feature: Notification by e-mail
  Manual, chapter 4, Melding per e-mail (from firmware 5.30): faults that the backend would be told of are mailed.

  Background:
    Given a mail server "smtp.example" at port 2525 that wants the login "station@example.org", "zeer-geheim-7"

  Rule: The feature came with firmware 5.30

    Background:
      Given a station that is connected to its backend

    @EML-001
    Scenario Outline: Firmware <version> has the page E-mail
      Given the station was updated to firmware <version>
      Then the menu has the entry "E-mail"

      Examples:
        | version |
        | 5.30.0  |
        | 5.34.0  |

    @EML-001
    Scenario Outline: Firmware <version> does not have the page E-mail
      Given the station was updated to firmware <version>
      Then the menu does not have the entry "E-mail"
      And page "E-mail" does not open

      Examples:
        | version |
        | 5.29.4  |
        | 5.22.3  |

    @EML-001
    Scenario: To firmware 5.29.4 its parameters are unknown
      Given the station was updated to firmware 5.29.4
      And the operator is logged in
      When "SMTP server" is set to "smtp.example"
      Then the value is refused

    @EML-001
    Scenario: Firmware 5.29.4 mails nothing although it was set up before
      Given the notification by e-mail is set up
      And 60 s go by
      And the station was updated to firmware 5.29.4
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then no mail arrives for 1 h

    @EML-001
    Scenario: The settings are there again after an update from 5.29.4 to 5.30.0
      Given the notification by e-mail is set up
      And 60 s go by
      And the station was updated to firmware 5.29.4
      And the station was updated to firmware 5.30.0
      Then "SMTP server" on page "E-mail" reads "smtp.example"

  Rule: What is mailed

    @EML-002
    Scenario: An error is mailed
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then a mail with "Contactor welded" arrives within 2 min

    @EML-002
    Scenario: An error at the second socket is mailed
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 2
      And the contactor of socket 2 is welded
      When the cable of socket 2 is pulled from the car
      Then a mail with "Contactor welded" arrives within 2 min

    @EML-011
    Scenario: The end of an error is mailed
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 5 min go by
      When the contactor of socket 1 comes loose
      Then a mail with "Contactor weld resolved" arrives within 2 min

    @EML-011
    Scenario: Of two errors the end of the one is mailed while the other is still there
      Given the notification by e-mail is set up
      And the fault "domestic MCB open" is there at socket 1
      And the fault "type 2 MCB open" is there at socket 1
      And 5 min go by
      When the fault "domestic MCB open" goes at socket 1
      Then a mail with "MCB domestic socket reconnected" arrives within 2 min

    @EML-003
    Scenario: What the backend would not be told is not mailed
      Given the notification by e-mail is set up
      And the operator has configured
        | Send error StatusNotifications | Off |
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then no mail arrives for 1 h

    @EML-003
    Scenario: A lost USB link, which the factory does not report either, is not mailed
      Given the notification by e-mail is set up
      When the USB link between master and slave is lost
      Then no mail arrives for 1 h

    @EML-003
    Scenario: A vehicle that comes and goes is not mailed
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 1
      When the cable of socket 1 is pulled from the car
      Then no mail arrives for 1 h

    @EML-012
    Scenario: An error that stays is mailed once
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then exactly 1 mail arrives within 24 h

    @EML-012
    Scenario: An error that outlasts a loss of power is mailed once
      Given the notification by e-mail is set up
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 5 min go by
      When the supply is cut for 60 s
      Then no mail arrives for 1 h

    @EML-004
    Scenario: Mail needs no backend
      Given the notification by e-mail is set up
      And the operator has configured
        | Connection Type | No Backend |
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then a mail with "Contactor welded" arrives within 2 min

  Rule: The mail

    @EML-005
    Scenario: The mail is plain text
      Given the notification by e-mail is set up
      When the test mail is asked for
      Then the mail is of the type "text/plain"

    @EML-006
    Scenario: The mail goes to the recipient and to nobody else
      Given the notification by e-mail is set up
      When the test mail is asked for
      Then the mail goes to "gebouwbeheer@example.org" and to nobody else

    @EML-006
    Scenario: Without a recipient there is no mail
      Given the notification by e-mail is set up without a recipient
      When the test mail is asked for
      Then no mail arrives for 1 h

    @EML-008
    Scenario: The mail names the location
      Given the notification by e-mail is set up for the location "Kelder -1, plaats 14 (België)"
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      When the cable of socket 1 is pulled from the car
      Then a mail with "Kelder -1, plaats 14 (België)" arrives within 2 min

  Rule: The mail server

    @EML-007
    Scenario: The login of the settings is used
      Given the notification by e-mail is set up
      When the test mail is asked for
      Then the mail was handed over by "station@example.org"

    @EML-007
    Scenario: With a wrong password nothing is sent, and vehicles charge
      Given the notification by e-mail is set up with the password "onjuist"
      When the test mail is asked for
      Then no mail arrives for 1 h
      And a session without a backend can be run at socket 1

    @EML-010
    Scenario: The test button sends one test mail
      Given the notification by e-mail is set up
      When the test mail is asked for
      Then exactly 1 mail arrives within 24 h

    @EML-015
    Scenario: The page says that the test mail was sent
      Given the notification by e-mail is set up
      When the test mail is asked for
      Then the page answers "sent"
      And a mail with "Test of the notification by e-mail" arrives within 1 min

    @EML-015
    Scenario: The page asks for a recipient
      Given the notification by e-mail is set up without a recipient
      When the test mail is asked for
      Then the page answers "recipient"

    @EML-015
    Scenario: The page asks for the restart
      Given the notification by e-mail is saved without a restart
      When the test mail is asked for
      Then the page answers "restart"

    @EML-015
    Scenario: The page says that the login is wrong
      Given the notification by e-mail is set up with the password "onjuist"
      When the test mail is asked for
      Then the page answers "the SMTP server refuses the user name or the password"

    @EML-015
    Scenario Outline: The page names the problem when the test mail cannot be sent
      Given the notification by e-mail is set up
      And the mail server <trouble>
      When the test mail is asked for
      Then the page answers "<sentence>"
      And no mail arrives for 1 h

      Examples:
        | trouble             | sentence                         |
        | refuses connections | no connection to the SMTP server |
        | does not answer     | the SMTP server does not answer  |

    @EML-013
    Scenario: A mail server that does not answer holds nothing up
      Given the notification by e-mail is set up
      And the mail server does not answer
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      When a vehicle is plugged in at socket 2
      Then charging starts at socket 2

    @EML-013
    Scenario: A mail that was not taken arrives once when the server is back
      Given the notification by e-mail is set up
      And the mail server does not answer
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 2 h go by
      When the mail server is back
      Then exactly 1 mail arrives within 24 h

    @EML-013
    Scenario: A mail that was not taken arrives once although the supply is cut
      Given the notification by e-mail is set up
      And the mail server refuses connections
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      And 2 h go by
      And the contactor of socket 1 came loose
      And 60 s go by
      And the supply was cut for 10 min
      When the mail server is back
      Then exactly 1 mail with "Contactor weld resolved" arrives within 24 h

  Rule: The settings

    @EML-009
    Scenario: Before the restart neither a test nor an error is mailed
      Given the notification by e-mail is saved without a restart
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      When the test mail is asked for
      Then no mail arrives for 1 h

    @EML-009
    Scenario Outline: A change of <parameter> alone needs the restart too
      Given the notification by e-mail is set up
      And "<parameter>" was saved as "<value>" without a restart
      When the test mail is asked for
      Then no mail arrives for 1 h

      Examples:
        | parameter                    | value              |
        | SMTP server                  | smtp.fout.example  |
        | SMTP port                    | 2526               |
        | SMTP user name               | iemand@example.org |
        | SMTP password                | anders             |
        | E-mail recipient             | ander@example.org  |
        | Location of the charge point | Kelder -2          |

    @EML-009
    Scenario: After the restart both work
      Given the notification by e-mail is saved without a restart
      And the operator saved and restarted
      And a session without a backend runs at socket 1
      And the contactor of socket 1 is welded
      And the cable of socket 1 was pulled from the car
      When the test mail is asked for
      Then exactly 2 mails arrive within 1 h

    @EML-014
    Scenario: The password is not shown again
      Given a station that is connected to its backend
      And the notification by e-mail is set up
      And 30 s go by
      When the test mail is asked for
      And the backend reads the whole configuration
      And the operator opens page "E-mail"
      Then nothing that the station showed or sent contains "zeer-geheim-7"

    @EML-014
    Scenario: The password is not in uploaded diagnostics
      Given a station that is connected to its backend
      And the notification by e-mail is set up
      And 60 s go by
      When the backend asks for diagnostics
      Then the diagnostics are reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "the line to the backend stands"
      And it does not hold "zeer-geheim-7"

    @EML-014
    Scenario: The password is not in the log files that the operator downloads
      Given a station that is connected to its backend
      And the notification by e-mail is set up
      And 60 s go by
      When the operator downloads the log files
      Then no downloaded file holds "zeer-geheim-7"

    @EML-014
    Scenario Outline: The password is not in an uploaded <log>
      Given a station that is connected to its backend
      And the notification by e-mail is set up
      And 60 s go by
      When the backend asks for the <log> with number 7
      Then log 7 is reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "<line>"
      And it does not hold "zeer-geheim-7"

      Examples:
        | log            | line               |
        | DiagnosticsLog | booted             |
        | SecurityLog    | StartupOfTheDevice |
