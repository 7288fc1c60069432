using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Freehold.Interoperability.Tests.StandIns;

/// <summary>What an assembly file defines and what it needs of others, read from its metadata and not through the runtime.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    /// <param name="name">Of an assembly in the folder of the tests.</param>
    public AssemblyMetadata(string name)
    {
        Path = System.IO.Path.Combine(AppContext.BaseDirectory, name + ".dll");
        _file = new PEReader(File.OpenRead(Path));
        _reader = _file.GetMetadataReader();
    }

    public string Path { get; }

    public AssemblyName Identity => AssemblyName.GetAssemblyName(Path);

    /// <summary>The identity under which this assembly looks for another.</summary>
    public AssemblyName ReferenceTo(string name) => _reader.AssemblyReferences
        .Select(handle => _reader.GetAssemblyReference(handle))
        .Single(reference => _reader.GetString(reference.Name) == name)
        .GetAssemblyName();

    /// <summary>All types and members of another assembly that this one needs, as text.</summary>
    public IEnumerable<string> NeedsOf(string assembly)
    {
        var types = _reader.TypeReferences
            .Where(handle => IsIn(assembly, handle))
            .Select(handle => Signatures.FullName(_reader, _reader.GetTypeReference(handle)));

        var members = _reader.MemberReferences
            .Select(handle => _reader.GetMemberReference(handle))
            .Where(member => DeclaringType(member.Parent) is { } type && IsIn(assembly, type))
            .Select(member => Describe(
                Signatures.FullName(_reader, _reader.GetTypeReference(DeclaringType(member.Parent)!.Value)),
                _reader.GetString(member.Name),
                member.GetKind() is MemberReferenceKind.Method
                    ? Signatures.Of(member.DecodeMethodSignature(Signatures.Text, genericContext: null))
                    : member.DecodeFieldSignature(Signatures.Text, genericContext: null)));

        return types.Concat(members).Distinct(StringComparer.Ordinal);
    }

    /// <summary>All types and members that others may use, as text in the same form.</summary>
    public IEnumerable<string> Offers() => _reader.TypeDefinitions
        .Select(handle => _reader.GetTypeDefinition(handle))
        .Where(type => (type.Attributes & TypeAttributes.VisibilityMask)
            is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamORAssem)
        .SelectMany(OffersOf);

    public void Dispose() => _file.Dispose();

    private static string Describe(string type, string name, string signature) => $"{type}::{name} {signature}";

    private IEnumerable<string> OffersOf(TypeDefinition type)
    {
        var typeName = Signatures.FullName(_reader, type);
        yield return typeName;

        foreach (var method in type.GetMethods().Select(handle => _reader.GetMethodDefinition(handle)))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask)
                is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem)
            {
                var signature = Signatures.Of(method.DecodeSignature(Signatures.Text, genericContext: null));
                yield return Describe(typeName, _reader.GetString(method.Name), signature);
            }
        }

        foreach (var field in type.GetFields().Select(handle => _reader.GetFieldDefinition(handle)))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is not FieldAttributes.Public)
                continue;

            var signature = field.DecodeSignature(Signatures.Text, genericContext: null);
            yield return Describe(typeName, _reader.GetString(field.Name), signature);
        }
    }

    private bool IsIn(string assembly, TypeReferenceHandle handle)
    {
        var scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsIn(assembly, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference =>
                _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == assembly,
            _ => false,
        };
    }

    /// <summary>
    /// The open type behind a member's parent: of <c>Method&lt;A, B&gt;</c>, <c>Method`2</c>. Null: no type of another assembly.
    /// </summary>
    private TypeReferenceHandle? DeclaringType(EntityHandle parent)
    {
        if (parent.Kind is HandleKind.TypeReference)
            return (TypeReferenceHandle)parent;
        if (parent.Kind is not HandleKind.TypeSpecification)
            return null;

        var blob = _reader.GetBlobReader(_reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() is not SignatureTypeCode.GenericTypeInstance)
            return null;

        blob.ReadSignatureTypeCode(); // class or struct
        var type = blob.ReadTypeHandle();
        return type.Kind is HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }
}
