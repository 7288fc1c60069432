namespace k8s;

public partial interface IKubernetes : IDisposable
{
    Uri BaseUri { get; set; }

    IAuthorizationV1Operations AuthorizationV1 { get; }

    IBatchV1Operations BatchV1 { get; }

    ICoordinationV1Operations CoordinationV1 { get; }

    ICoreV1Operations CoreV1 { get; }

    ICustomObjectsOperations CustomObjects { get; }

    IVersionOperations Version { get; }
}
