// The services that have a role of their own in an account: how the role is called, and which of AWS's policies it has.
// AWS lists the services (reference_aws-services-that-work-with-iam) and documents each role in the service's guide;
// there is no one list of them. The names here stand in AWS's managed policies (a test compares them) or in those guides,
// or were seen in accounts.

export interface LinkedService {
  /** Service principal: `autoscaling.amazonaws.com`. "Service principals are unique and case-sensitive." */
  readonly service: string;
  readonly roleName: string;
  /** Of an AWS managed policy, under `/aws-service-role/`. */
  readonly policyName: string;
  /** "Some services do not support the CustomSuffix parameter" (API_CreateServiceLinkedRole); most do not. */
  readonly takesSuffix: boolean;
}

export function findLinkedService(service: string): LinkedService | undefined {
  return linkedServices().find((each) => each.service === service);
}

export function linkedServices(): readonly LinkedService[] {
  services ??= table
    .trim()
    .split('\n')
    .map((line) => {
      const [service = '', role = '', policyName = '', suffix] = line.trim().split(/ +/);
      return {
        service: `${service}.amazonaws.com`,
        roleName: `AWSServiceRoleFor${role}`,
        policyName,
        takesSuffix: suffix === 'suffix',
      };
    });
  return services;
}

let services: readonly LinkedService[] | undefined;

// Service (and `.amazonaws.com`), role (after `AWSServiceRoleFor`), policy; `suffix` where the role's name may have one.
const table = `
  access-analyzer AccessAnalyzer AccessAnalyzerServiceRolePolicy
  accountdiscovery.ssm AmazonSSM_AccountDiscovery AWSSystemsManagerAccountDiscoveryServicePolicy
  acm CertificateManager CertificateManagerServiceRolePolicy
  appmesh AppMesh AWSAppMeshServiceRolePolicy
  apprunner AppRunner AppRunnerServiceRolePolicy
  appstream.application-autoscaling ApplicationAutoScaling_AppStreamFleet AWSApplicationAutoscalingAppStreamFleetPolicy
  appsync AppSync AWSAppSyncServiceRolePolicy
  artifact Artifact AWSArtifactServiceRolePolicy
  auditmanager AuditManager AWSAuditManagerServiceRolePolicy
  autoscaling AutoScaling AutoScalingServiceRolePolicy suffix
  autoscaling-plans AutoScalingPlans_EC2AutoScaling AWSAutoScalingPlansEC2AutoScalingPolicy
  backup Backup AWSBackupServiceLinkedRolePolicyForBackup
  batch Batch BatchServiceRolePolicy
  cassandra.application-autoscaling ApplicationAutoScaling_CassandraTable AWSApplicationAutoscalingCassandraTablePolicy
  cks.kms KeyManagementServiceCustomKeyStores AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy
  cloud9 AWSCloud9 AWSCloud9ServiceRolePolicy
  cloudhsm CloudHSM CloudHSMServiceRolePolicy
  cloudtrail CloudTrail CloudTrailServiceRolePolicy
  codeguru-reviewer AmazonCodeGuruReviewer AmazonCodeGuruReviewerServiceRolePolicy
  codestar-notifications CodeStarNotifications AWSCodeStarNotificationsServiceRolePolicy
  comprehend.application-autoscaling ApplicationAutoScaling_ComprehendEndpoint AWSApplicationAutoscalingComprehendEndpointPolicy
  compute-optimizer ComputeOptimizer ComputeOptimizerServiceRolePolicy
  config Config AWSConfigServiceRolePolicy
  config-conforms ConfigConforms ConfigConformsServiceRolePolicy
  connect AmazonConnect AmazonConnectServiceLinkedRolePolicy suffix
  cost-optimization-hub.bcm CostOptimizationHub CostOptimizationHubServiceRolePolicy
  custom-resource.application-autoscaling ApplicationAutoScaling_CustomResource AWSApplicationAutoScalingCustomResourcePolicy
  dax DAX DAXServiceRolePolicy
  devops-guru DevOpsGuru AmazonDevOpsGuruServiceRolePolicy
  directconnect DirectConnect AWSDirectConnectServiceRolePolicy
  dms DMSServerless AWSDMSServerlessServiceRolePolicy
  dms-fleet-advisor DMSFleetAdvisor AWSDMSFleetAdvisorServiceRolePolicy
  docdb-elastic DocDB-Elastic AmazonDocDB-ElasticServiceRolePolicy
  dynamodb.application-autoscaling ApplicationAutoScaling_DynamoDBTable AWSApplicationAutoscalingDynamoDBTablePolicy
  ec2-instance-connect Ec2InstanceConnect Ec2InstanceConnectEndpoint
  ec2.application-autoscaling ApplicationAutoScaling_EC2SpotFleetRequest AWSApplicationAutoscalingEC2SpotFleetRequestPolicy
  ec2fastlaunch EC2FastLaunch EC2FastLaunchServiceRolePolicy
  ec2fleet EC2Fleet AWSEC2FleetServiceRolePolicy
  ecr ECRTemplate ECRTemplateServiceRolePolicy
  ecs ECS AmazonECSServiceRolePolicy
  ecs.application-autoscaling ApplicationAutoScaling_ECSService AWSApplicationAutoscalingECSServicePolicy
  eks AmazonEKS AmazonEKSServiceRolePolicy
  eks-connector AmazonEKSConnector AmazonEKSConnectorServiceRolePolicy
  eks-fargate AmazonEKSForFargate AmazonEKSForFargateServiceRolePolicy
  eks-nodegroup AmazonEKSNodegroup AWSServiceRoleForAmazonEKSNodegroup
  elasticache ElastiCache ElastiCacheServiceRolePolicy
  elasticache.application-autoscaling ApplicationAutoScaling_ElastiCacheRG AWSApplicationAutoscalingElastiCacheRGPolicy
  elasticbeanstalk ElasticBeanstalk AWSElasticBeanstalkServiceRolePolicy
  elasticfilesystem AmazonElasticFileSystem AmazonElasticFileSystemServiceRolePolicy
  elasticloadbalancing ElasticLoadBalancing AWSElasticLoadBalancingServiceRolePolicy
  elasticmapreduce EMRCleanup AmazonEMRCleanupPolicy
  email.cognito-idp AmazonCognitoIdpEmailService AmazonCognitoIdpEmailServiceRolePolicy
  emr-containers AmazonEMRContainers AmazonEMRContainersServiceRolePolicy
  emrwal EMRWAL EMRDescribeClusterPolicyForEMRWAL
  es AmazonElasticsearchService AmazonElasticsearchServiceRolePolicy
  events CloudWatchEvents CloudWatchEventsServiceRolePolicy
  fis FIS AmazonFISServiceRolePolicy
  fms FMS FMSServiceRolePolicy
  fsx AmazonFSx AmazonFSxServiceRolePolicy
  globalaccelerator GlobalAccelerator AWSGlobalAcceleratorSLRPolicy
  grafana AmazonGrafana AmazonGrafanaServiceLinkedRolePolicy
  guardduty AmazonGuardDuty AmazonGuardDutyServiceRolePolicy
  imagebuilder ImageBuilder AWSServiceRoleForImageBuilder
  inspector AmazonInspector AmazonInspectorServiceRolePolicy
  inspector2 AmazonInspector2 AmazonInspector2ServiceRolePolicy
  iotsitewise IoTSiteWise AWSServiceRoleForIoTSiteWise
  ivs IVSRecordToS3 IVSRecordToS3
  kafka Kafka KafkaServiceRolePolicy
  kafka.application-autoscaling ApplicationAutoScaling_KafkaCluster AWSApplicationAutoscalingKafkaClusterPolicy
  kafkaconnect KafkaConnect KafkaConnectServiceRolePolicy
  lakeformation LakeFormationDataAccess LakeFormationDataAccessServiceRolePolicy
  lambda.application-autoscaling ApplicationAutoScaling_LambdaConcurrency AWSApplicationAutoscalingLambdaConcurrencyPolicy
  lex LexBots LexBotPolicy
  lexv2 LexV2Bots AmazonLexV2BotPolicy suffix
  license-manager AWSLicenseManagerRole AWSLicenseManagerServiceRolePolicy
  lightsail Lightsail LightsailExportAccess
  logger.cloudfront CloudFrontLogger AWSCloudFrontLogger
  macie AmazonMacie AmazonMacieServiceRolePolicy
  management.chatbot AWSChatbot AWSChatbotServiceLinkedRolePolicy
  mediatailor MediaTailor AWSMediaTailorServiceRolePolicy
  memorydb MemoryDB MemoryDBServiceRolePolicy
  mgn ApplicationMigrationService AWSApplicationMigrationServiceRolePolicy
  mq AmazonMQ AmazonMQServiceRolePolicy
  mrk.kms KeyManagementServiceMultiRegionKeys AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy
  neptune.application-autoscaling ApplicationAutoScaling_NeptuneCluster AWSApplicationAutoscalingNeptuneClusterPolicy
  network-firewall NetworkFirewall AWSNetworkFirewallServiceRolePolicy
  observability.aoss AmazonOpenSearchServerless AmazonOpenSearchServerlessServiceRolePolicy
  opensearchservice AmazonOpenSearchService AmazonOpenSearchServiceRolePolicy
  ops.apigateway APIGateway APIGatewayServiceRolePolicy
  ops.emr-serverless AmazonEMRServerless AmazonEMRServerlessServiceRolePolicy
  opsdatasync.ssm SystemsManagerOpsDataSync AWSSystemsManagerOpsDataSyncServiceRolePolicy
  opsinsights.ssm AmazonSSM_OpsInsights AWSSSMOpsInsightsServiceRolePolicy
  organizations Organizations AWSOrganizationsServiceTrustPolicy
  osis AmazonOpenSearchIngestionService AmazonOpenSearchIngestionServiceRolePolicy
  pullthroughcache.ecr ECRPullThroughCache AWSECRPullThroughCache_ServiceRolePolicy
  ram ResourceAccessManager AWSResourceAccessManagerServiceRolePolicy
  rds RDS AmazonRDSServiceRolePolicy
  rds.application-autoscaling ApplicationAutoScaling_RDSCluster AWSApplicationAutoscalingRDSClusterPolicy
  redshift Redshift AmazonRedshiftServiceLinkedRolePolicy
  replication.cassandra KeyspacesReplication KeyspacesReplicationServiceRolePolicy
  replication.dynamodb DynamoDBReplication DynamoDBReplicationServiceRolePolicy
  replication.ecr ECRReplication ECRReplicationServiceRolePolicy
  resource-explorer-2 ResourceExplorer AWSResourceExplorerServiceRolePolicy
  rolesanywhere RolesAnywhere AWSRolesAnywhereServicePolicy
  route53resolver Route53Resolver Route53ResolverServiceRolePolicy
  sagemaker AmazonSageMakerNotebooks AmazonSageMakerNotebooksServiceRolePolicy
  sagemaker.application-autoscaling ApplicationAutoScaling_SageMakerEndpoint AWSApplicationAutoscalingSageMakerEndpointPolicy
  securityhub SecurityHub AWSSecurityHubServiceRolePolicy
  securitylake SecurityLake SecurityLakeServiceLinkedRole
  servicequotas ServiceQuotas ServiceQuotasServiceRolePolicy
  ses AmazonSES AmazonSESServiceRolePolicy
  shield AWSShield AWSShieldServiceRolePolicy
  spot EC2Spot AWSEC2SpotServiceRolePolicy
  spotfleet EC2SpotFleet AWSEC2SpotFleetServiceRolePolicy
  ssm AmazonSSM AmazonSSMServiceRolePolicy
  ssm-incidents IncidentManager AWSIncidentManagerServiceRolePolicy
  ssm-quicksetup SSMQuickSetup SSMQuickSetupRolePolicy
  sso SSO AWSSSOServiceRolePolicy
  storage-lens.s3 S3StorageLens S3StorageLensServiceRolePolicy
  support Support AWSSupportServiceRolePolicy
  transitgateway VPCTransitGateway AWSVPCTransitGatewayServiceRolePolicy
  trustedadvisor TrustedAdvisor AWSTrustedAdvisorServiceRolePolicy
  vpc-lattice VpcLattice AWSVpcLatticeServiceRolePolicy
  vpcorigin.cloudfront CloudFrontVPCOrigin AWSCloudFrontVPCOriginServiceRolePolicy
  waf WAFLogging WAFLoggingServiceRolePolicy
  waf-regional WAFRegionalLogging WAFRegionalLoggingServiceRolePolicy
  wafv2 WAFV2Logging WAFV2LoggingServiceRolePolicy
`;
