// A questionnaire in the page of a renderer. Every wait is for a condition and ends with an error after this time on a busy machine.
const timeout = 120_000;

export class FormPage {
  constructor(page, address) {
    [this.page, this.address, this.failures] = [page, address, []];
    page.on('pageerror', (error) => this.failures.push(`the page failed: ${error}`));
  }

  async show(questionnaire) {
    await this.page.goto(this.address);
    await this.page.waitForFunction('window.form && (!window.LForms || window.LForms.Util)', null, { timeout });
    await this.page.evaluate((resource) => form.show(resource), questionnaire);
    await this.page.waitForFunction('form.radios().length > 0', null, { timeout });
  }

  look() {
    return this.page.evaluate(() => look());
  }

  // Waits until a person sees something else than before, because a form evaluates its expressions some time after a click.
  async waitForChange(seen) {
    const hasChanged = (before) => JSON.stringify(look()) !== before;
    return this.page.waitForFunction(hasChanged, JSON.stringify(seen), { timeout }).then(() => true, () => false);
  }

  // Chooses an option. An earlier answer can make the form show the question after a delay.
  async choose(linkId, index) {
    const click = ([name, option]) => {
      const radio = form.radios().filter(([item]) => item === name)[option]?.[1];
      radio?.click();
      return radio !== undefined;
    };
    await this.page.waitForFunction(click, [linkId, index], { timeout })
      .catch(() => { throw new Error(`not on the form: ${linkId}`); });
  }

  // Removes an answer, and returns whether the renderer can do that.
  clear(linkId) {
    return this.page.evaluate((item) => form.clear?.(item) ?? false, linkId);
  }

  response() {
    return this.page.evaluate(() => form.response());
  }

  picture(path) {
    return this.page.screenshot({ path, fullPage: true });
  }
}
