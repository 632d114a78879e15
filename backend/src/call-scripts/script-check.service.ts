import { Injectable } from '@nestjs/common';
import {
  checkScript,
  compileScript,
  DISPOSITION_CODES,
  startRun,
  type CheckOptions,
  type Finding,
  type ScriptDocument,
} from '@warmline/contracts/call-script';

/** What is demanded where no campaign says more: known results, a way to opt out, and who calls for whom. */
const DEFAULT_RULES: CheckOptions = {
  allowedDispositions: DISPOSITION_CODES,
  duties: [
    { kind: 'end', disposition: 'do_not_call' },
    { kind: 'mention', placeholder: 'operator.name' },
    { kind: 'mention', placeholder: 'client.name' },
  ],
};

/**
 * The checker with the rules of this installation. Results and duties are the business of features above this one;
 * they come as values through {@link takeRulesFrom}.
 */
@Injectable()
export class ScriptCheckService {
  private rules: () => Promise<CheckOptions> = () => Promise.resolve(DEFAULT_RULES);

  /** Called once at start by the feature that knows the results; asked anew at each check. */
  takeRulesFrom(rules: () => Promise<CheckOptions>): void {
    this.rules = rules;
  }

  async check(document: ScriptDocument): Promise<Finding[]> {
    return checkScript(document, await this.rules());
  }

  /**
   * The last gate before publishing: does it compile and start? After a check without errors it does; this is here so that
   * a gap in the checker shows itself at publishing and not in the first call.
   */
  runs(document: ScriptDocument): boolean {
    try {
      return startRun(compileScript(document)).kind === 'moved';
    } catch {
      return false;
    }
  }
}
