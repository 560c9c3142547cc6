// Which exported names of a module have no doc comment directly before them: functions, classes, types, interfaces and
// constants, members of exported interfaces and object types, and public members of exported classes.
//
// Exempt, each with its reason: re-exports (documented where they are declared); members that a class implements or
// overrides (documented where they are promised); the second and further signatures of one function.

import {parseAst} from 'rolldown/parseAst';

/** What the parser says of a node, as far as it is read here. */
interface Node {
	type: string;
	start: number;
	id?: {name: string} | null;
	key?: {name?: string; value?: unknown; type: string};
	body?: {body: Node[]} | Node[];
	declaration?: Node | null;
	declarations?: Node[];
	accessibility?: string;
	override?: boolean;
	implements?: unknown[];
	typeAnnotation?: Node;
	members?: Node[];
}

interface Finding {
	at: number;
	name: string;
}

/** A member's name; '' of an index signature, a call signature and the like. */
const memberName = ({key}: Node): string => key?.name ?? String(key?.value ?? '');

const bodyOf = ({body}: Node): Node[] => (Array.isArray(body) ? body : (body?.body ?? []));

/** The members of an exported declaration that a reader meets by name. */
function membersOf(declaration: Node): Node[] {
	if (declaration.type === 'TSInterfaceDeclaration') return bodyOf(declaration);
	if (declaration.type === 'TSTypeAliasDeclaration' && declaration.typeAnnotation?.type === 'TSTypeLiteral')
		return declaration.typeAnnotation.members ?? [];
	if (declaration.type !== 'ClassDeclaration' || declaration.implements?.length) return [];
	return bodyOf(declaration).filter(
		(member) =>
			member.key?.type !== 'PrivateIdentifier' &&
			member.accessibility !== 'private' &&
			!member.override &&
			memberName(member) !== 'constructor',
	);
}

/** What of a module another one can use by name, and where it begins. */
function exportedNames(program: {body: unknown[]}): Finding[] {
	return (program.body as Node[]).flatMap((statement) => {
		const {declaration} = statement;
		if (!/^Export(Named|Default)Declaration$/.test(statement.type) || !declaration) return [];
		const names = (declaration.declarations ?? [declaration]).map(({id}) => id?.name ?? 'default');
		const members = membersOf(declaration).map((member) => ({
			at: member.start,
			name: `${names[0]}.${memberName(member)}`,
		}));
		return [{at: statement.start, name: names.join(', ')}, ...members];
	});
}

/** Those of the module `path` that have none, as `path:line name`. */
export function undocumented({path, text}: {path: string; text: string}): string[] {
	const seen = new Set<string>();
	return exportedNames(parseAst(text, {lang: path.endsWith('x') ? 'tsx' : 'ts'})).flatMap(({at, name}) => {
		// Of a function with several signatures the first one says what it does.
		const isFirst = !seen.has(name);
		seen.add(name);
		const isDocumented = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(text.slice(0, at));
		return isDocumented || !isFirst ? [] : [`${path}:${text.slice(0, at).split('\n').length} ${name}`];
	});
}
