// Signs and verifies with the npm package jose. Input: one JSON object on standard input; output: one on standard output.
//   {"do": "verify", "token", "jwk", "audience", "issuer"}  ->  {"payload", "header"} or {"refused"}
//   {"do": "sign", "privateKey" (PKCS8 PEM), "header", "payload"}  ->  {"token"}
//   {"do": "thumbprint", "jwk"}  ->  {"thumbprint"}
import { calculateJwkThumbprint, importJWK, importPKCS8, jwtVerify, SignJWT } from 'jose';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const asked = JSON.parse(text);

async function answer() {
  switch (asked.do) {
    case 'verify': {
      const key = await importJWK(asked.jwk, 'ES256');
      try {
        const { payload, protectedHeader } = await jwtVerify(asked.token, key, {
          algorithms: ['ES256'], audience: asked.audience, issuer: asked.issuer,
        });
        return { payload, header: protectedHeader };
      } catch (refusal) {
        return { refused: refusal.code };
      }
    }
    case 'sign': {
      const key = await importPKCS8(asked.privateKey, 'ES256');
      return { token: await new SignJWT(asked.payload).setProtectedHeader(asked.header).sign(key) };
    }
    case 'thumbprint':
      return { thumbprint: await calculateJwkThumbprint(asked.jwk) };
    default:
      throw new Error(`unknown: ${asked.do}`);
  }
}

process.stdout.write(JSON.stringify(await answer()));
