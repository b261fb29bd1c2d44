// Passkeys: the form waits for the browser to sign, then leaves with what was signed. Without script it stays hidden.
const UNKNOWN = "La clé n’a pas servi : l’appareil a refusé, ou vous avez renoncé.";
const isAddress = /^[\d.]+$|^\[/.test(location.hostname); // a key belongs to a name, never to a bare address

const toBytes = (text) => {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const readList = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function readOptions(form) {
  const { publicKey } = JSON.parse(form.dataset.options);
  publicKey.challenge = toBytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);
  if (publicKey.excludeCredentials) publicKey.excludeCredentials = readList(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) publicKey.allowCredentials = readList(publicKey.allowCredentials);
  return { publicKey };
}

function write(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

for (const form of document.querySelectorAll("[data-cle]")) {
  if (!window.PublicKeyCredential || isAddress) continue;
  form.hidden = false;
  document.querySelector("[data-cle-absente]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-cle-dit]");
    said.textContent = "";
    try {
      const made = form.dataset.cle === "creer" ? navigator.credentials.create : navigator.credentials.get;
      form.elements.credential.value = write(await made.call(navigator.credentials, readOptions(form)));
      form.submit();
    } catch {
      said.textContent = UNKNOWN;
    }
  });
}
