/** <passkey-form mode="create|get|login"> asks the device for a passkey before its form is sent.
 *  The options stand in the page, or at the address in `options`. A browser that cannot do it says
 *  so; a password and a code work without. */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.alert = this.form.querySelector("[role=alert][hidden]");
    this.form.addEventListener("submit", (event) => this.ask(event));
  }

  async ask(event) {
    event.preventDefault();
    this.alert.hidden = true;
    try {
      const credential = await this.credential();
      this.form.elements.credential.value = JSON.stringify(credential.toJSON());
      this.form.submit();
    } catch (error) {
      this.complain(error);
    }
  }

  async credential() {
    const key = (await this.options()).publicKey;
    if (this.getAttribute("mode") !== "create") {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(key);
      return navigator.credentials.get({ publicKey });
    }
    const alone = this.form.elements.passwordless.checked;
    key.authenticatorSelection = {
      ...key.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : "preferred",
    };
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(key);
    return navigator.credentials.create({ publicKey });
  }

  async options() {
    const address = this.getAttribute("options");
    if (address) {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      return (await response.json()).request_options;
    }
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    return data.creation_options ?? data.request_options;
  }

  complain(error) {
    const known = {
      InvalidStateError: "This device has a passkey for your account already.",
      NotAllowedError: "No passkey was used. Try again, or use another way.",
      SecurityError: "Passkeys work only at the real address of this site, over HTTPS.",
    };
    const old = "This browser cannot use passkeys. Use a newer one, or another way.";
    this.alert.textContent = known[error.name] ?? old;
    this.alert.hidden = false;
  }
}

customElements.define("passkey-form", PasskeyForm);
