Feature: Certification: meter values
  OCPP 1.6, 3.16 (what is measured, and when), 4.7 (MeterValues), 6.47 (transactionData of StopTransaction) and
  9.1 (the keys that choose). Sampled values belong to a transaction; clock-aligned ones are taken at the same
  moments of every day, whether a transaction runs or not.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: The clock says when clock-aligned values are taken

    @octt:TC_071_CS @BKD-024
    Scenario: An idle connector is metered at the full five minutes of the clock
      When the backend sets "ClockAlignedDataInterval" to "300"
      Then the clock-aligned MeterValues of socket 1 are those of every 5 min of the clock
      And the clock-aligned MeterValues of socket 1 belong to no transaction

    @octt:TC_071_CS @BKD-024
    Scenario: A connector that charges is metered by the clock in its transaction
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sets "ClockAlignedDataInterval" to "300"
      Then the clock-aligned MeterValues of socket 1 are those of every 5 min of the clock
      And the clock-aligned MeterValues of socket 1 belong to its transaction

    @BKD-024
    Scenario: An interval that does not divide the day begins anew at midnight
      Given the backend has set "ClockAlignedDataInterval" to "50000"
      When 2 days go by
      Then the clock-aligned MeterValues of socket 1 came at 00:00:00 and 13:53:20 only

    @BKD-024
    Scenario: With an interval of 0 nothing is metered by the clock
      Given the backend has set "ClockAlignedDataInterval" to "300"
      When the backend sets "ClockAlignedDataInterval" to "0"
      Then no clock-aligned MeterValues come for 1 h

    @BKD-024
    Scenario: Without a measurand nothing is metered by the clock
      Given the backend has set "MeterValuesAlignedData" to ""
      When the backend sets "ClockAlignedDataInterval" to "300"
      Then no clock-aligned MeterValues come for 1 h

  Rule: The backend chooses what is measured

    @octt:TC_070_CS @BKD-024
    Scenario Outline: MeterValues have <chosen> and nothing else
      Given the backend has set "MeterValuesSampledData" to "<chosen>"
      And a session of card "0A0E9B83" runs at socket 1
      Then the next sampled MeterValues of socket 1 have "<values>" and nothing else

      Examples:
        | chosen                        | values                                                          |
        | Energy.Active.Import.Register | Energy.Active.Import.Register Wh                                |
        | Current.Import                | Current.Import L1 A, Current.Import L2 A, Current.Import L3 A   |
        | Current.Import.L2             | Current.Import L2 A                                             |
        | Voltage,Current.Offered       | Voltage L1 V, Voltage L2 V, Voltage L3 V, Current.Offered A     |

    @octt:TC_071_CS @BKD-024
    Scenario: Clock-aligned values have the measurands that are chosen for them
      Given the backend has set "MeterValuesAlignedData" to "Voltage.L1-N,Current.Import.L3"
      When the backend sets "ClockAlignedDataInterval" to "300"
      Then the next clock-aligned MeterValues of socket 1 have "Voltage L1 V, Current.Import L3 A" and nothing else

    @BKD-024
    Scenario: Power, voltage and current of one sample agree
      Given the backend has set "MeterValuesSampledData" to "Power.Active.Import,Voltage,Current.Import"
      And a session of card "0A0E9B83" runs at socket 1
      Then in the next sampled MeterValues of socket 1 the power is the sum of voltage times current

    @ACC-052
    Scenario Outline: <key> takes no measurand that the station cannot measure
      When the backend sets "<key>" to "Energy.Active.Import.Register,Temperature"
      Then the station answers ChangeConfiguration with Rejected
      And GetConfiguration for "<key>" gives "<factory>"

      Examples:
        | key                    | factory                                                      |
        | MeterValuesSampledData | Energy.Active.Import.Register,Current.Import,Current.Offered |
        | MeterValuesAlignedData | Energy.Active.Import.Register                                |
        | StopTxnSampledData     |                                                              |
        | StopTxnAlignedData     |                                                              |

    @ACC-052
    Scenario: A list of measurands is taken up to the length that the station names
      When the backend sets "MeterValuesSampledData" to more measurands than MeterValuesSampledDataMaxLength
      Then the station answers ChangeConfiguration with Rejected

    @BKD-024
    Scenario: Without a measurand no sampled MeterValues come
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sets "MeterValuesSampledData" to ""
      Then no sampled MeterValues come for 10 min

    @octt:TC_070_CS @BKD-024
    Scenario: With an interval of 0 no sampled MeterValues come
      Given a session of card "0A0E9B83" runs at socket 1
      When the backend sets "MeterValueSampleInterval" to "0"
      Then no sampled MeterValues come for 10 min

    @octt:TC_070_CS @ACC-052
    Scenario: A new sample interval counts for the transaction that runs
      Given the backend has set "MeterValueSampleInterval" to "0"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend sets "MeterValueSampleInterval" to "20"
      Then the transaction's MeterValues of socket 1 come every 20 s

    @octt:TC_054_CS @BKD-024
    Scenario: Values that the backend triggers say so
      Given 20 s go by
      When the backend triggers MeterValues of connector 1
      Then MeterValues of socket 1 come with the context Trigger

    @octt:TC_054_CS @BKD-024
    Scenario: Values that the backend triggers behind a transaction belong to none
      Given a session of card "0A0E9B83" runs at socket 1
      And card "0A0E9B83" was presented at socket 1
      And 60 s go by
      When the backend triggers MeterValues of connector 1
      Then the next MeterValues of socket 1 belong to no transaction

    @octt:TC_070_CS @BKD-024
    Scenario: With two sessions each has its own values
      Given the backend accepts card "c0ffee01"
      And a session of card "0A0E9B83" runs at socket 1
      And a session of card "C0FFEE01" runs at socket 2
      And 5 min go by
      Then the MeterValues of socket 1 carry the transaction's number
      And the MeterValues of socket 2 carry the transaction's number

  Rule: The end of a transaction has the values that were kept for it

    @BKD-024
    Scenario: StopTransaction has the sampled values from begin to end
      Given the backend has set "StopTxnSampledData" to "Energy.Active.Import.Register"
      And a session of card "0A0E9B83" runs at socket 1
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then transactionData has the contexts "Transaction.Begin, Sample.Periodic, Sample.Periodic, Transaction.End"
      And the register in transactionData begins with meterStart, ends with meterStop and never falls

    @BKD-024
    Scenario: StopTransaction has the clock-aligned values of the transaction
      Given the backend has set "StopTxnAlignedData" to "Energy.Active.Import.Register"
      And the backend has set "ClockAlignedDataInterval" to "60"
      And a session of card "0A0E9B83" runs at socket 1
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then transactionData has only the context "Sample.Clock", at least 2 times

    @BKD-024
    Scenario: Without a measurand StopTransaction has no values
      Given a session of card "0A0E9B83" runs at socket 1
      And 2 min go by
      When card "0A0E9B83" is presented at socket 1
      Then StopTransaction has no transactionData

    @BKD-024
    Scenario: The values of a transaction that a loss of power cut short are not lost
      Given the operator has configured
        | Restart transaction after power loss | Off |
      And 60 s go by
      And the backend has set "StopTxnSampledData" to "Energy.Active.Import.Register"
      And a session of card "0A0E9B83" runs at socket 1
      And 2 min go by
      When the supply is cut for 60 s
      Then the transaction of socket 1 stops with reason PowerLoss within 5 min
      And transactionData has the contexts "Transaction.Begin, Sample.Periodic, Sample.Periodic, Transaction.End"

  Rule: Values of the time without a line come afterwards

    @octt:TC_039_CS @BKD-024
    Scenario: They come in the order in which they were taken, with the dates of that time
      Given the backend has set "ClockAlignedDataInterval" to "60"
      And a session of card "0A0E9B83" runs at socket 1
      And the line to the backend is cut
      And 10 min go by
      When the line to the backend is back
      Then the MeterValues of socket 1 of the last 10 min come in their order within 3 min
      And among them are clock-aligned ones of every 1 min of the clock
