// A central system made with ocpp-rpc in strict mode: takes one station, asks it a few things, and tells what it saw.
// Standard output: one JSON object a line; the first is {"port": n}. Ends when its standard input does.
import { RPCServer } from 'ocpp-rpc';

const tell = (row) => process.stdout.write(JSON.stringify(row) + '\n');
const now = () => new Date().toISOString();
const accepted = { idTagInfo: { status: 'Accepted' } };
const answers = {
  BootNotification: () => ({ status: 'Accepted', interval: 300, currentTime: now() }),
  Heartbeat: () => ({ currentTime: now() }),
  Authorize: () => accepted,
  StartTransaction: () => ({ transactionId: 4711, ...accepted }),
  StopTransaction: () => accepted,
  StatusNotification: () => ({}),
  MeterValues: () => ({}),
  SecurityEventNotification: () => ({}),
};
const questions = [
  ['GetConfiguration', {}],
  ['GetConfiguration', { key: ['HeartbeatInterval', 'NoSuchKey'] }],
  ['ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '1' }],
  ['TriggerMessage', { requestedMessage: 'Heartbeat' }],
  ['SendLocalList', { listVersion: 1, updateType: 'Full', localAuthorizationList: [{ idTag: '0a0e9b83', ...accepted }] }],
  ['GetLocalListVersion', {}],
  ['ReserveNow', { connectorId: 2, expiryDate: '2099-01-01T00:00:00Z', idTag: 'c0ffee01', reservationId: 1 }],
  ['CancelReservation', { reservationId: 1 }],
  ['DataTransfer', { vendorId: 'nobody' }],
  ['ClearCache', {}],
];

const server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true });
server.auth((accept, reject, handshake) => { tell({ identity: handshake.identity }); accept(); });
server.on('client', (client) => {
  client.on('strictValidationFailure', (event) => tell({ fault: String(event.error), outbound: event.outbound }));
  client.on('rpcError', (event) => tell({ fault: String(event.error) }));
  for (const [action, answer] of Object.entries(answers)) {
    client.handle(action, ({ params }) => { tell({ action, params }); return answer(params); });
  }
  client.handle('BootNotification', ({ params }) => {
    tell({ action: 'BootNotification', params });
    setTimeout(async () => {
      for (const [action, params] of questions) {
        try {
          tell({ asked: action, answer: await client.call(action, params) });
        } catch (error) {
          tell({ fault: `${action}: ${error.rpcErrorCode ?? ''} ${error.message}` });
        }
      }
      tell({ asked: 'everything' });
    }, 200);
    return answers.BootNotification();
  });
});
const http = await server.listen(0, '127.0.0.1');
tell({ port: http.address().port });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
